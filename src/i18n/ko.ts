import { closeup } from './ko/closeup.ts';
import { overview } from './ko/overview.ts';
import { answers } from './ko/answers.ts';
import { app } from './ko/app.ts';
import { branch } from './ko/branch.ts';
import { easy } from './ko/easy.ts';
import { dataCentre } from './ko/data-centre.ts';
import { editor } from './ko/editor.ts';
import { graph } from './ko/graph.ts';
import { glossary } from './ko/glossary.ts';
import { inspector } from './ko/inspector.ts';
import { kinds } from './ko/kinds.ts';
import { lessons } from './ko/lessons.ts';
import { lints } from './ko/lints.ts';
import { map } from './ko/map.ts';
import { narrator } from './ko/narrator.ts';
import { readers } from './ko/readers.ts';
import { search } from './ko/search.ts';
import { start } from './ko/start.ts';
import { steps } from './ko/steps.ts';
import { terminal } from './ko/terminal.ts';
import { timeline } from './ko/timeline.ts';
import { traffic } from './ko/traffic.ts';
import { views } from './ko/views.ts';

/** Every message in Korean. */
export const ko = {
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
};
