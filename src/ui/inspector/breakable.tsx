import { Fragment } from 'react';

/** `NodeResourcesFit` may be broken before a capital, `status.phase` after a dot, `[Ready]` before the bracket. */
export function breakable(name: string) {
  return name.split(/(?<=\.)|(?=\[)|(?<=[a-z])(?=[A-Z])/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
