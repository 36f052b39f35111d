import type { Program } from '../../shell/index.ts';
import type { Container } from '../container.ts';

/** Tools that speak to the network, by name; which image has which, its description says. */
export const NETWORK_TOOLS: ReadonlyMap<string, (container: Container) => Program> = new Map();
