import { describe, expect, it } from 'vitest';
import {
  goFormatValue,
  inColumns,
  jsonPathPrinter,
  namePrinter,
  naturalLess,
  TABLE_STYLE,
  TablePrinter,
  TabWriter,
  toJSON,
  toYAML,
} from './index.ts';
import { goTemplatePrinter } from './go-template.ts';

const NODES = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'x.io/os': 'linux' } }, status: { port: 10250, ready: true } },
    { metadata: { name: 'b' }, status: { port: 7, ready: false } },
  ],
};

describe('YAML is what go-yaml v2 writes', () => {
  const lines: readonly (readonly [string, string])[] = [
    ['y', '"y"'],
    ['', '""'],
    ['0777', '"0777"'],
    ['1:30', '"1:30"'],
    ['2026-01-02', '"2026-01-02"'],
    ['1.2.3', '1.2.3'],
    ['0x', '0x'],
    ['- a', "'- a'"],
    ['a #b', "'a #b'"],
    ["it's", "it's"],
    ['tab\tx', '"tab\\tx"'],
    ['😀', '"\\U0001F600"'],
    ['日本', '日本'],
    ['a \nb', '"a \\nb"'],
    ['a\nb\n', '|\n  a\n  b'],
    [' a\nb\n\n', '|2+\n   a\n  b\n'],
  ];
  it.each(lines)('%j', (text, written) => {
    expect(toYAML({ k: text })).toBe(`k: ${written}\n`);
  });

  it('folds long lines at spaces and keeps lists at their key', () => {
    const words = 'aaaaaaaaaa bbbbbbbbbbb cccccccccccccc ddddddddddddddd eeeeeeeeeeeee ffffffffffffff gggg';
    expect(toYAML({ l: [{ k: words }], e: {}, z: null })).toBe(
      `e: {}\nl:\n- k: ${words.slice(0, -5)}\n    gggg\nz: null\n`,
    );
  });

  it('sorts numbers inside keys by their value', () => {
    expect(toYAML({ a10: 1, a9: 1, A: 1, ab: 1, a_b: 1 })).toBe('A: 1\na_b: 1\na9: 1\na10: 1\nab: 1\n');
  });
});

it('JSON sorts keys as Go sorts maps and escapes what HTML would read', () => {
  expect(toJSON({ b: '<&>', '10': 1, '9': [] })).toBe(
    '{\n    "10": 1,\n    "9": [],\n    "b": "\\u003c\\u0026\\u003e"\n}\n',
  );
});

it('a name has its kind and group before it', () => {
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } };
  expect(namePrinter('created').print(web)).toBe('deployment.apps/web created\n');
});

describe('JSONPath', () => {
  const print = (template: string): string => jsonPathPrinter(template, true, false).print(NODES);
  it('ranges, filters, escapes', () => {
    expect(print('{range .items[*]}{.metadata.name}{"\\t"}{.status.port}{"\\n"}{end}')).toBe('a\t10250\nb\t7\n');
    expect(print('{.items[?(@.status.port>100)].metadata.name} {.items[-1:].metadata.name}')).toBe('a b');
    expect(print("{.items[0].metadata.labels.x\\.io/os}{.items[*]['metadata.name','status.ready']}")).toBe(
      'linuxa b true false',
    );
    expect(print('{range .nope[*]}{.x}{end}after')).toBe('after');
  });
  it('says what it cannot do', () => {
    expect(() => print('{.kind')).toThrow('error parsing jsonpath {.kind, unclosed action');
    expect(() => print('{.items[5]}')).toThrow('array index out of bounds: index 5, length 2');
  });
});

describe('Go templates', () => {
  const print = (template: string): string => goTemplatePrinter(template, true).print(NODES);
  it('evaluates', () => {
    expect(print('{{range $i, $e := .items}}{{if $i}}, {{end}}{{$e.metadata.name}}{{end}}')).toBe('a, b');
    expect(print('{{len .items}} {{(index .items 1).status.port}} {{.nope.x}} {{printf "%5s|%q" .kind "x"}}')).toBe(
      '2 7 <no value>  List|"x"',
    );
    expect(print('{{define "T"}}[{{.}}]{{end}}{{template "T" .kind}}{{"aGk=" | base64decode}}')).toBe('[List]hi');
    expect(print('{{range .items}}{{if eq .metadata.name "a"}}{{continue}}{{end}}{{.metadata.name}}{{end}}')).toBe('b');
  });
  it("tells errors in text/template's words", () => {
    expect(() => print('{{foo}}')).toThrow('function "foo" not defined');
    expect(() => print('{{.kind.x}}')).toThrow(
      `template: output:1:7: executing "output" at <.kind.x>: can't evaluate field x in type interface {}`,
    );
  });
});

describe('tables', () => {
  it('pads columns, not the last one, and never makes one narrower', () => {
    const writer = new TabWriter(TABLE_STYLE);
    writer.write('NAME\tAGE\nlonger-name\t5s\n');
    expect(writer.flush()).toBe('NAME          AGE\nlonger-name   5s\n');
    writer.write('a\t1s\n');
    expect(writer.flush()).toBe('a             1s\n');
    expect(inColumns([['a', 'b']], TABLE_STYLE)).toBe('a     b\n');
  });

  it('decorates names, labels and events, and shows no command to a terminal', () => {
    const table = {
      columnDefinitions: [
        { name: 'Name', type: 'string', format: 'name' },
        { name: 'Wide', type: 'string', priority: 1 },
      ],
      rows: [{ cells: ['a\x1b[2J\nb', 'w'], object: { metadata: { namespace: 'ns', labels: { k: 'v' } } } }],
    };
    const printer = new TablePrinter({
      withNamespace: true,
      kind: 'pod',
      columnLabels: ['a/k', 'k'],
      showLabels: true,
    });
    expect(printer.print(table, 'ADDED')).toBe(
      'EVENT\tNAMESPACE\tNAME\tK\tK\tLABELS\nADDED   \tns\tpod/a^[[2J...\t\tv\tk=v\n',
    );
    expect(printer.print({ columnDefinitions: [], rows: table.rows })).toBe('ns\tpod/a^[[2J...\t\tv\tk=v\n');
  });
});

it('numbers inside texts are compared by their value', () => {
  expect(naturalLess('pod-9', 'pod-10')).toBe(true);
  expect(naturalLess('pod-10', 'pod-9')).toBe(false);
  expect(goFormatValue({ b: [1, 1.5], a: null })).toBe('map[a:<nil> b:[1 1.5]]');
});
