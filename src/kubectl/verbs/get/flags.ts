import type { Flag } from '../../cobra/types.ts';
import { allNamespacesFlag, fieldSelectorFlag, filenameFlags, selectorFlag } from '../../flags/index.ts';
import { CUSTOM_COLUMNS_FORMATS, printFlagsWith } from '../../printers/index.ts';

export const chunkSizeFlag: Flag = {
  name: 'chunk-size',
  type: 'int',
  default: '500',
  usage: 'Asks for long lists so many objects at a time; 0 asks for all at once.',
};

export const noHeadersFlag: Flag = {
  name: 'no-headers',
  type: 'bool',
  usage: 'Leaves out the line of headers.',
};

const watchFlags: readonly Flag[] = [
  {
    name: 'watch',
    short: 'w',
    type: 'bool',
    usage: 'After what is there now, goes on to tell every change.',
  },
  { name: 'watch-only', type: 'bool', usage: 'Tells changes only, and not what is there now.' },
  {
    name: 'output-watch-events',
    type: 'bool',
    usage: 'With --watch or --watch-only: says of each object whether it was added, modified or deleted.',
  },
];

const tableFlags: readonly Flag[] = [
  {
    name: 'label-columns',
    short: 'L',
    type: 'stringSlice',
    usage:
      'Labels that get a column each, separated by commas. Names are case-sensitive; -L label1 -L label2 does too.',
  },
  { name: 'show-kind', type: 'bool', usage: 'Puts the kind before each name.' },
  { name: 'show-labels', type: 'bool', usage: 'Shows all labels in the last column.' },
  {
    name: 'sort-by',
    type: 'string',
    usage:
      "Sorts lists by a field, named by a JSONPath expression ('{.metadata.name}'). It must be an integer or a string.",
  },
  {
    name: 'server-print',
    type: 'bool',
    default: 'true',
    usage: 'The server says which columns there are, of extensions and custom resources too.',
  },
];

/** Of get (kubectl/pkg/cmd/get/get.go, get_flags.go). */
export const getFlags: readonly Flag[] = [
  ...printFlagsWith(...CUSTOM_COLUMNS_FORMATS, 'wide'),
  ...watchFlags,
  ...tableFlags,
  noHeadersFlag,
  allNamespacesFlag,
  chunkSizeFlag,
  fieldSelectorFlag,
  selectorFlag,
  { name: 'ignore-not-found', type: 'bool', usage: 'What is not there is no error: the exit code is then 0.' },
  { name: 'raw', type: 'string', usage: 'Asks the server for this URI, and prints what it answers.' },
  {
    name: 'subresource',
    type: 'string',
    usage: 'Reads a part of the object that has an address of its own: [status scale resize].',
    choices: ['status', 'scale', 'resize'],
  },
  ...filenameFlags('Files, directories or URLs that name what is to be read from the server.'),
];
