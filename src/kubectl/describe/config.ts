import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { ISecret } from 'kubernetes-models/v1/Secret';
import { bytesFromBase64, decodeUTF8, sortedKeys } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';

export const configMapDescriber = describing<IConfigMap>(async (configMap, settings, subject) => {
  const { metadata, data, binaryData } = configMap;
  const events = await eventsOf(settings, subject, configMap);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, '\nData\n====');
    for (const key of sortedKeys(data)) w.line(0, `${key}:\n----\n${data?.[key] ?? ''}\n`);
    w.line(0, '\nBinaryData\n====');
    for (const key of sortedKeys(binaryData)) {
      w.line(0, `${key}: ${bytesFromBase64(binaryData?.[key] ?? '').length} bytes`);
    }
    w.line(0, '');
    describeEvents(events, w, settings.now);
  };
});

/** What is secret is only counted; a service account's token is shown, since it is what one looks for there. */
export const secretDescriber = describing<ISecret>(async ({ metadata, type, data }) => (w) => {
  w.line(0, `Name:\t${metadata?.name ?? ''}`);
  w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
  labelsMultiline(w, 'Labels', metadata?.labels);
  annotationsMultiline(w, 'Annotations', metadata?.annotations);
  w.line(0, `\nType:\t${type ?? ''}`);
  w.line(0, '\nData\n====');
  for (const key of sortedKeys(data)) {
    const bytes = bytesFromBase64(data?.[key] ?? '');
    const shown = key === 'token' && type === 'kubernetes.io/service-account-token';
    w.line(0, `${key}:\t${shown ? decodeUTF8(bytes) : `${bytes.length} bytes`}`);
  }
});
