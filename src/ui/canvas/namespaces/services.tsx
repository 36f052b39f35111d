import { useText } from '../../app/ui-state.ts';
import { useSession } from '../../store/index.ts';
import { GraphCard } from '../graph/index.ts';
import { useIn } from './by-namespace.ts';
import { serviceAt, SERVICE_SLOTS } from './layout.ts';
import { placesIn } from './places.ts';

interface Props {
  readonly namespace: string;
  readonly parent: string;
}

/** Where traffic comes in. */
export function Services({ namespace, parent }: Props) {
  const t = useText();
  const { mirror } = useSession();
  const services = useIn('services', namespace);
  const places = placesIn(mirror, 'services', (key) => key.slice(0, key.indexOf('/')));
  const placed = services.map((object) => ({ object, place: places.get(object.metadata.uid) ?? 0 }));
  const shown = placed.filter(({ place }) => place < SERVICE_SLOTS);
  const rest = placed.length - shown.length;
  const { x, width, y, height } = serviceAt(SERVICE_SLOTS - 1);
  return (
    <>
      {shown.map(({ object, place }) => (
        <GraphCard
          key={object.metadata.uid}
          {...{ object, parent }}
          resource="services"
          uid={object.metadata.uid}
          place={serviceAt(place)}
          look="slot"
        />
      ))}
      {rest > 0 && (
        <span className="ns-more" style={{ left: x + width - 40, top: y + height }}>
          {t('map.more', { count: rest })}
        </span>
      )}
    </>
  );
}
