import { DropdownMenu } from 'radix-ui';
import { Glyph } from '../../kit/index.ts';
import { closeMenu, useMenu, type MenuItem } from './menu-state.ts';
import './menu.css';

/** The open menu, hung on a trigger that nobody sees. */
export default function MenuLayer() {
  const open = useMenu((state) => state.open);
  if (!open) return null;
  const { x, y, width, height } = open.at;
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(shown) => !shown && closeMenu()}>
      <DropdownMenu.Trigger asChild>
        <span className="menu-anchor" style={{ left: x, top: y, width, height }} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu panel"
          aria-label={open.label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {open.groups.map(({ heading, items }, i) => (
            <DropdownMenu.Group key={heading ?? i} className="menu-group">
              {heading !== undefined && <DropdownMenu.Label className="menu-heading">{heading}</DropdownMenu.Label>}
              {items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ item: { id, label, glyph, shortcut, tone, checked, disabled, run } }: { readonly item: MenuItem }) {
  const inside = (
    <>
      {glyph ? <Glyph name={glyph} /> : <span className="menu-blank" />}
      <span className="menu-label">{label}</span>
      {checked && <Glyph name="ready" />}
      {shortcut !== undefined && <kbd>{shortcut}</kbd>}
    </>
  );
  const choose = (): void => {
    closeMenu();
    run();
  };
  if (checked !== undefined)
    return (
      <DropdownMenu.CheckboxItem className="menu-item" checked={checked} onSelect={choose} data-action={id}>
        {inside}
      </DropdownMenu.CheckboxItem>
    );
  return (
    <DropdownMenu.Item
      className="menu-item"
      data-tone={tone}
      data-action={id}
      disabled={disabled ?? false}
      onSelect={choose}
    >
      {inside}
    </DropdownMenu.Item>
  );
}
