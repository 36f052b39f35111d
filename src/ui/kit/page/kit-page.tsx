import { useEffect, useState } from 'react';
import { LazyMotion, domAnimation, MotionConfig } from 'framer-motion';
import { setLanguage, setProjector, setTheme, useUi } from '../../app/ui-state.ts';
import { Session, SessionContext } from '../../store/index.ts';
import { Button } from '../button.tsx';
import { FakeConnection } from '../fixture/fake-connection.ts';
import type { Sheet } from '../story.ts';
import '../base.css';
import '../tokens.css';
import '../../app/app.css';
import './kit-page.css';

const SHEETS = import.meta.glob<Sheet>('../../**/*.kit.tsx', { import: 'default' });
/** Where time stands for what depends on it, in microseconds. */
const STILL = 30_000_000;

/** Every state of everything that the page draws, for designers and for picture tests. Time stands still. */
export function KitPage() {
  const [session, setSession] = useState<Session>();
  const [sheets, setSheets] = useState<readonly Sheet[]>([]);
  const { theme, language, projector } = useUi();
  useEffect(() => {
    setTheme(useUi.getState().theme);
    setLanguage(useUi.getState().language);
    const made = new Session(new FakeConnection('zoo'));
    const begin = async (): Promise<void> => {
      await made.boot({ seed: 1, workers: 3, controlPlanes: 1 }, STILL);
      const all = await Promise.all(Object.values(SHEETS).map((load) => load()));
      setSheets(all.sort((a, b) => (a.title < b.title ? -1 : 1)));
      setSession(made);
    };
    void begin();
    return () => made.close();
  }, []);
  if (!session) return null;
  return (
    <SessionContext value={session}>
      <LazyMotion features={domAnimation} strict>
        <MotionConfig reducedMotion="always">
          <main className="kit-page" data-phase="ready">
            <header className="kit-tools">
              <h1>Orrery · kit</h1>
              <Button label={language} onClick={() => setLanguage(language === 'ko' ? 'en' : 'ko')} />
              <Button label={theme} onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')} />
              <Button label="projector" pressed={projector} onClick={() => setProjector(!projector)} />
            </header>
            {sheets.map((sheet) => (
              <SheetView key={sheet.title} sheet={sheet} />
            ))}
          </main>
        </MotionConfig>
      </LazyMotion>
    </SessionContext>
  );
}

function SheetView({ sheet: { title, stories, frame } }: { readonly sheet: Sheet }) {
  return (
    <section className="kit-sheet" data-sheet={title} aria-label={title}>
      <h2>{title}</h2>
      <div className="kit-stories">
        {stories.map(({ name, render }) => (
          <figure key={name} data-story={name}>
            <div className="kit-story">{frame ? frame(render()) : render()}</div>
            <figcaption>{name}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}
