import { civilFromDays, daysFromCivil, type Micros } from '../../apimachinery/index.ts';

/**
 * Time zones by their IANA names: hours from UTC in winter, and the rule for summer time where there is one, as both stand
 * today. A table of our own, because the host's differs from host to host; zones that are not in it are unknown here, and
 * what a zone did in other years is not.
 */
const SECOND: Micros = 1_000_000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

const FIXED: Readonly<Record<string, string>> = {
  '-10': 'Pacific/Honolulu Pacific/Tahiti US/Hawaii HST',
  '-7': 'America/Phoenix America/Hermosillo US/Arizona MST',
  '-6': 'America/Mexico_City America/Costa_Rica America/Guatemala America/El_Salvador America/Tegucigalpa America/Managua',
  '-5': 'America/Bogota America/Lima America/Panama America/Jamaica America/Guayaquil America/Cancun EST',
  '-4': 'America/Caracas America/La_Paz America/Puerto_Rico America/Santo_Domingo America/Manaus',
  '-3': 'America/Sao_Paulo America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo America/Bahia America/Fortaleza America/Asuncion',
  '-1': 'Atlantic/Cape_Verde',
  '0': 'UTC Etc/UTC Etc/UCT Etc/GMT Etc/Zulu Etc/Universal Etc/Greenwich UCT GMT GMT0 Zulu Universal Greenwich Africa/Abidjan Africa/Accra Africa/Dakar Africa/Monrovia Atlantic/Reykjavik Iceland',
  '1': 'Africa/Lagos Africa/Algiers Africa/Tunis Africa/Kinshasa Africa/Luanda Africa/Casablanca',
  '2': 'Africa/Johannesburg Africa/Harare Africa/Maputo Africa/Tripoli Africa/Khartoum Europe/Kaliningrad',
  '3': 'Europe/Moscow Europe/Istanbul Europe/Minsk Asia/Istanbul Asia/Riyadh Asia/Baghdad Asia/Kuwait Asia/Qatar Asia/Amman Asia/Damascus Africa/Nairobi Africa/Addis_Ababa Turkey',
  '3.5': 'Asia/Tehran Iran',
  '4': 'Asia/Dubai Asia/Baku Asia/Tbilisi Asia/Yerevan Asia/Muscat Indian/Mauritius Europe/Samara',
  '4.5': 'Asia/Kabul',
  '5': 'Asia/Karachi Asia/Tashkent Asia/Yekaterinburg Asia/Almaty Asia/Samarkand Indian/Maldives',
  '5.5': 'Asia/Kolkata Asia/Calcutta Asia/Colombo',
  '5.75': 'Asia/Kathmandu Asia/Katmandu',
  '6': 'Asia/Dhaka Asia/Omsk Asia/Bishkek Asia/Thimphu',
  '6.5': 'Asia/Yangon Asia/Rangoon',
  '7': 'Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Saigon Asia/Phnom_Penh Asia/Vientiane Asia/Novosibirsk',
  '8': 'Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore Asia/Kuala_Lumpur Asia/Manila Asia/Macau Asia/Chongqing Asia/Ulaanbaatar Asia/Irkutsk Australia/Perth Hongkong PRC ROC Singapore',
  '9': 'Asia/Seoul Asia/Tokyo Asia/Pyongyang Asia/Yakutsk ROK Japan',
  '9.5': 'Australia/Darwin',
  '10': 'Australia/Brisbane Asia/Vladivostok Pacific/Guam Pacific/Port_Moresby',
  '11': 'Pacific/Noumea Pacific/Guadalcanal Asia/Magadan',
  '12': 'Pacific/Fiji Asia/Kamchatka',
  '13': 'Pacific/Tongatapu Pacific/Apia',
};

/** United States and Canada: second Sunday of March, first of November, at two o'clock. */
const AMERICAN: Readonly<Record<string, string>> = {
  '-9': 'America/Anchorage US/Alaska',
  '-8': 'America/Los_Angeles America/Vancouver America/Tijuana US/Pacific PST8PDT',
  '-7': 'America/Denver America/Edmonton America/Boise US/Mountain MST7MDT',
  '-6': 'America/Chicago America/Winnipeg US/Central CST6CDT',
  '-5': 'America/New_York America/Toronto America/Detroit America/Montreal US/Eastern EST5EDT',
  '-4': 'America/Halifax Atlantic/Bermuda',
  '-3.5': 'America/St_Johns',
};

/** Europe: last Sundays of March and October, at one o'clock UTC. */
const EUROPEAN: Readonly<Record<string, string>> = {
  '0': 'Europe/London Europe/Lisbon Europe/Dublin Atlantic/Canary Atlantic/Madeira WET GB Eire Portugal',
  '1': 'Europe/Paris Europe/Berlin Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Brussels Europe/Vienna Europe/Zurich Europe/Prague Europe/Warsaw Europe/Budapest Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Belgrade Europe/Zagreb Europe/Ljubljana Europe/Bratislava Europe/Luxembourg Europe/Malta CET MET Poland',
  '2': 'Europe/Athens Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Bucharest Europe/Sofia Europe/Vilnius Europe/Riga Europe/Tallinn Asia/Nicosia EET',
};

/** South-eastern Australia: first Sundays of October and April. */
const AUSTRALIAN: Readonly<Record<string, string>> = {
  '9.5': 'Australia/Adelaide',
  '10': 'Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra',
};

/** New Zealand: last Sunday of September, first of April. */
const NEW_ZEALAND: Readonly<Record<string, string>> = { '12': 'Pacific/Auckland Antarctica/McMurdo NZ' };

type Rule = (at: Micros, winter: Micros) => boolean;

export interface TimeZone {
  readonly name: string;
  readonly winter: Micros;
  /** Whether summer time is on at a moment; undefined where there is none. */
  readonly summer: Rule | undefined;
}

/** The nth Sunday of a month, or with 0 the last, in days since the epoch. The first day of 1970 was a Thursday. */
function sunday(year: number, month: number, nth: number): number {
  const first =
    nth === 0 ? daysFromCivil(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - 7 : daysFromCivil(year, month, 1);
  const weekday = (((first + 4) % 7) + 7) % 7;
  return first + ((7 - weekday) % 7) + (nth === 0 ? 0 : 7 * (nth - 1));
}

function yearOf(at: Micros): number {
  return civilFromDays(Math.floor(at / DAY)).year;
}

const american: Rule = (at, winter) => {
  const year = yearOf(at + winter);
  return at >= sunday(year, 3, 2) * DAY + 2 * HOUR - winter && at < sunday(year, 11, 1) * DAY + HOUR - winter;
};

const european: Rule = (at) => {
  const year = yearOf(at);
  return at >= sunday(year, 3, 0) * DAY + HOUR && at < sunday(year, 10, 0) * DAY + HOUR;
};

/** South of the equator, summer begins in one year and ends in the next. Both at two o'clock of winter time. */
function southern(month: number, nth: number): Rule {
  return (at, winter) => {
    const year = yearOf(at + winter);
    const since = 2 * HOUR - winter;
    return at >= sunday(year, month, nth) * DAY + since || at < sunday(year, 4, 1) * DAY + since;
  };
}

const zones = new Map<string, TimeZone>();
function add(table: Readonly<Record<string, string>>, summer: Rule | undefined): void {
  for (const [hours, names] of Object.entries(table)) {
    for (const name of names.split(' ')) zones.set(name, { name, winter: Number(hours) * HOUR, summer });
  }
}
add(FIXED, undefined);
add(AMERICAN, american);
add(EUROPEAN, european);
add(AUSTRALIAN, southern(10, 1));
add(NEW_ZEALAND, southern(9, 0));
// The sign of these names is turned round: Etc/GMT+5 is five hours behind.
for (let hours = -14; hours <= 12; hours++) {
  if (hours !== 0)
    zones.set(`Etc/GMT${hours > 0 ? '+' : ''}${hours}`, { name: '', winter: -hours * HOUR, summer: undefined });
}

export const UTC: TimeZone = { name: 'UTC', winter: 0, summer: undefined };

/** time.LoadLocation. The empty name is UTC, and the servers' own time is UTC too. */
export function loadLocation(name: string): TimeZone | undefined {
  return name === '' || name === 'Local' ? UTC : zones.get(name);
}

export function offsetAt(zone: TimeZone, at: Micros): Micros {
  return zone.summer?.(at, zone.winter) === true ? zone.winter + HOUR : zone.winter;
}
