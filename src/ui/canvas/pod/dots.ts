import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { podView, type PodShape } from './pod-view.ts';

const HUES: Readonly<Record<PodShape, string>> = {
  pending: '--ink-3',
  creating: '--desired',
  running: '--warn',
  ready: '--ok',
  succeeded: '--ink-3',
  failed: '--bad',
  backoff: '--bad',
  terminating: '--ink-3',
  unknown: '--ink-3',
};

/** Pods as dots: filled when ready, hollow when not, crossed when failed. */
export function drawDots(canvas: HTMLCanvasElement, pods: readonly ApiObject[], width: number, height: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const style = getComputedStyle(canvas);
  const cell = Math.max(6, Math.min(22, Math.sqrt((width * height) / Math.max(1, pods.length)) - 1));
  const columns = Math.max(1, Math.floor(width / cell));
  context.clearRect(0, 0, width, height);
  context.lineWidth = Math.max(1.5, cell / 9);
  pods.forEach((pod, i) => {
    const { shape } = podView(pod);
    const x = (i % columns) * cell + cell / 2;
    const y = Math.floor(i / columns) * cell + cell / 2;
    const r = cell / 2 - 2;
    context.strokeStyle = context.fillStyle = style.getPropertyValue(HUES[shape]);
    context.beginPath();
    if (shape === 'failed' || shape === 'backoff') {
      context.moveTo(x - r, y - r);
      context.lineTo(x + r, y + r);
      context.moveTo(x + r, y - r);
      context.lineTo(x - r, y + r);
      context.stroke();
      return;
    }
    context.arc(x, y, r, 0, Math.PI * 2);
    if (shape === 'ready') context.fill();
    else context.stroke();
  });
}
