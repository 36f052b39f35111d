import { useCallback, useState } from 'react';
import { endOf, startOf, type TraceRecord } from '../../engine/trace/index.ts';
import { usePlayer, usePlayhead, useSelection, useSession, type Selection, type Version } from '../store/index.ts';
import { subjectOf, versionAt, type Subject } from './subject.ts';

/** What the inspector shows, and as of when. */
export interface Inspected {
  readonly subject: Subject | undefined;
  /** The version of the subject's object at that time, a deletion included. */
  readonly version: Version | undefined;
  readonly asOf: number;
  /** What is shown is explained as of the moment it was asked about, while the playhead stands elsewhere. */
  readonly standing: boolean;
  /** The record that was clicked in the chain; its moment is what the map shows. */
  readonly visited: number | undefined;
  /** Moves the playhead to a record and lights it up, while what is explained stays. */
  visit(record: TraceRecord, at: number): void;
  /** From a visited record to where the question was asked. */
  comeBack(): void;
}

interface Visit {
  readonly record: number;
  /** Where the playhead stands for it. */
  readonly at: number;
  /** The moment from which the question was asked. */
  readonly from: number;
}

/** How far into a message's flight the playhead goes, so that it is seen on its way. */
const ON_ITS_WAY = 0.35;

export function useInspected(): Inspected {
  const session = useSession();
  const { trace, mirror } = session;
  const { player } = usePlayer();
  const playhead = usePlayhead(10);
  const [selection, select] = useSelection();
  const [visit, setVisit] = useState<Visit>();
  const [about, setAbout] = useState<Selection | undefined>(selection);
  const ours = selection?.type === 'record' && selection.id === visit?.record;
  if (!ours && selection !== about) {
    setAbout(selection);
    setVisit(undefined);
  }
  // The player is asked itself: what was last rendered lags behind a seek.
  const standing = visit !== undefined && player.playhead === visit.at;
  const asOf = standing ? visit.from : playhead;
  const subject = subjectOf(ours ? about : selection, trace, mirror);
  const go = useCallback(
    (record: TraceRecord, start: number) => {
      player.pause();
      const end = endOf(record);
      const into = record.type === 'hop' && end !== undefined ? (end - startOf(record)) * ON_ITS_WAY : 0;
      player.seek(start + into);
      setVisit({ record: record.id, at: player.playhead, from: asOf });
      select({ type: 'record', id: record.id });
    },
    [player, select, asOf],
  );
  const comeBack = useCallback(() => {
    if (!visit) return;
    player.seek(visit.from);
    select(about);
    setVisit(undefined);
  }, [player, select, visit, about]);
  return {
    subject,
    version: subject?.ref && versionAt(mirror, subject.ref, asOf),
    asOf,
    standing,
    visited: standing ? visit.record : undefined,
    visit: go,
    comeBack,
  };
}
