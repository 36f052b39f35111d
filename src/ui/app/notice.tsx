import { useUi } from './ui-state.ts';

export function Notice() {
  const notice = useUi((state) => state.notice);
  return (
    <div className="notice" role="status" data-shown={notice !== undefined}>
      {notice}
    </div>
  );
}
