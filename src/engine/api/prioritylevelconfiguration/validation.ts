import { field, semanticDeepEqual, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { MANDATORY_PRIORITY_LEVELS } from './bootstrap.ts';
import type {
  LimitedPriorityLevelConfiguration,
  LimitResponse,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
  QueuingConfiguration,
} from './types.ts';

const TYPES = ['Exempt', 'Limited'];
const RESPONSES = ['Queue', 'Reject'];
const MOST_QUEUES = 10_000_000;
const MOST_HASH_BITS = 60;
const NOT_NEGATIVE = 'must be a non-negative integer';

interface Shares {
  readonly nominalConcurrencyShares?: number;
  readonly lendablePercent?: number;
}

function checkShares(errors: ErrorList, path: Path, { nominalConcurrencyShares: shares = 0 }: Shares): void {
  if (shares < 0) errors.push(field.invalid(path.child('nominalConcurrencyShares'), shares, NOT_NEGATIVE));
}

function checkLendable(errors: ErrorList, path: Path, { lendablePercent: percent = 0 }: Shares): void {
  if (percent >= 0 && percent <= 100) return;
  errors.push(field.invalid(path.child('lendablePercent'), percent, 'must be between 0 and 100, inclusive'));
}

/** ValidatePriorityLevelQueuingConfiguration: a hand must be dealt from one hash. */
function checkQueuing(errors: ErrorList, path: Path, queuing: QueuingConfiguration): void {
  const { queues = 0, handSize = 0, queueLengthLimit = 0 } = queuing;
  const positive = 'must be positive';
  if (queueLengthLimit <= 0) errors.push(field.invalid(path.child('queueLengthLimit'), queueLengthLimit, positive));
  if (queues <= 0) errors.push(field.invalid(path.child('queues'), queues, positive));
  else if (queues > MOST_QUEUES) {
    errors.push(field.invalid(path.child('queues'), queues, `must not be greater than ${MOST_QUEUES}`));
  }
  const hand = path.child('handSize');
  const bits = Math.ceil(Math.log2(queues) * handSize);
  if (handSize <= 0) errors.push(field.invalid(hand, handSize, positive));
  else if (handSize > queues) {
    errors.push(field.invalid(hand, handSize, `should not be greater than queues (${queues})`));
  } else if (bits > MOST_HASH_BITS) {
    const deal = `required entropy bits of deckSize ${queues} and handSize ${handSize}`;
    errors.push(field.invalid(hand, handSize, `${deal} should not be greater than ${MOST_HASH_BITS}`));
  }
}

/** ValidateLimitResponse. */
function checkResponse(errors: ErrorList, path: Path, { type, queuing }: LimitResponse): void {
  const at = path.child('queuing');
  if (!RESPONSES.includes(type)) errors.push(field.notSupported(path.child('type'), type ?? '', RESPONSES));
  else if (type === 'Reject') {
    if (queuing === undefined) return;
    errors.push(field.forbidden(at, 'must be nil if limited.limitResponse.type is not Limited'));
  } else if (queuing === undefined) {
    errors.push(field.required(at, 'must not be empty if limited.limitResponse.type is Limited'));
  } else checkQueuing(errors, at, queuing);
}

/** ValidateLimitedPriorityLevelConfiguration. */
function checkLimited(errors: ErrorList, path: Path, limited: LimitedPriorityLevelConfiguration): void {
  checkShares(errors, path, limited);
  checkResponse(errors, path.child('limitResponse'), limited.limitResponse ?? { type: '' });
  checkLendable(errors, path, limited);
  const { borrowingLimitPercent: limit } = limited;
  if (limit === undefined || limit >= 0) return;
  errors.push(field.invalid(path.child('borrowingLimitPercent'), limit, `if specified, ${NOT_NEGATIVE}`));
}

function checkType(errors: ErrorList, { type, limited, exempt }: PriorityLevelConfigurationSpec): void {
  const [limitedPath, exemptPath] = [SPEC.child('limited'), SPEC.child('exempt')];
  if (type === 'Exempt') {
    if (limited !== undefined) errors.push(field.forbidden(limitedPath, 'must be nil if the type is not Limited'));
    if (exempt === undefined) return;
    checkShares(errors, exemptPath, exempt);
    checkLendable(errors, exemptPath, exempt);
  } else if (type === 'Limited') {
    if (exempt !== undefined) errors.push(field.forbidden(exemptPath, 'must be nil if the type is Limited'));
    if (limited === undefined) errors.push(field.required(limitedPath, 'must not be empty when type is Limited'));
    else checkLimited(errors, limitedPath, limited);
  } else errors.push(field.notSupported(SPEC.child('type'), type ?? '', TYPES));
}

/** ValidatePriorityLevelConfigurationSpec. pkg/apis/flowcontrol/validation/validation.go */
function checkSpec(errors: ErrorList, name: string, spec: PriorityLevelConfigurationSpec): void {
  const exempt = name === 'exempt';
  if (exempt !== (spec.type === 'Exempt')) {
    const why = "type must be 'Exempt' if and only if name is 'exempt'";
    errors.push(field.invalid(SPEC.child('type'), spec.type ?? '', why));
  }
  checkType(errors, spec);
  const fixed = MANDATORY_PRIORITY_LEVELS.get(name);
  if (fixed === undefined) return;
  const compared = exempt ? { ...spec, exempt: fixed.exempt } : spec;
  if (semanticDeepEqual(compared, fixed)) return;
  const but = exempt ? " except the 'spec.exempt' field" : '';
  errors.push(field.invalid(SPEC, spec, `spec of '${name}'${but} must equal the fixed value`));
}

export function validatePriorityLevel({ metadata, spec }: PriorityLevelConfiguration): ErrorList {
  const errors = validateMeta(metadata, false);
  checkSpec(errors, metadata.name, spec);
  return errors;
}

export function validatePriorityLevelUpdate(
  level: PriorityLevelConfiguration,
  old: PriorityLevelConfiguration,
): ErrorList {
  const errors = validateMetaUpdate(level.metadata, old.metadata);
  if (level.spec !== old.spec) checkSpec(errors, level.metadata.name, level.spec);
  return errors;
}
