import { closeup } from './en/closeup.ts';
import { overview } from './en/overview.ts';
import { answers } from './en/answers.ts';
import { app } from './en/app.ts';
import { branch } from './en/branch.ts';
import { easy } from './en/easy.ts';
import { dataCentre } from './en/data-centre.ts';
import { editor } from './en/editor.ts';
import { graph } from './en/graph.ts';
import { glossary } from './en/glossary.ts';
import { inspector } from './en/inspector.ts';
import { kinds } from './en/kinds.ts';
import { lessons } from './en/lessons.ts';
import { lints } from './en/lints.ts';
import { map } from './en/map.ts';
import { narrator } from './en/narrator.ts';
import { readers } from './en/readers.ts';
import { search } from './en/search.ts';
import { start } from './en/start.ts';
import { steps } from './en/steps.ts';
import { terminal } from './en/terminal.ts';
import { timeline } from './en/timeline.ts';
import { traffic } from './en/traffic.ts';
import { views } from './en/views.ts';

/** Every message in English; its keys are the message ids. */
export const en = {
  ...answers,
  ...app,
  ...branch,
  ...map,
  ...narrator,
  ...timeline,
  ...steps,
  ...terminal,
  ...glossary,
  ...inspector,
  ...easy,
  ...editor,
  ...start,
  ...graph,
  ...kinds,
  ...lessons,
  ...lints,
  ...readers,
  ...traffic,
  ...views,
  ...closeup,
  ...overview,
  ...dataCentre,
  ...search,
} as const;
