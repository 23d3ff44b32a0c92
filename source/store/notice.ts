import type {Instant} from '../core/time/clock.ts';
import type {Language} from '../i18n/messages.ts';
import type {CurrencyName} from '../i18n/numbers.ts';
import type {KeyOf} from './keys/key-of.ts';
import type {NoArguments, Notices} from './registry.ts';

/** A message for the user as data. The feature that declares the kind of notice contains the texts. */
export type Notice = {
	readonly [Kind in keyof Notices]: {readonly kind: Kind} & Notices[Kind];
}[keyof Notices];

declare module '../i18n/messages.ts' {
	interface Messages {
		/** `currency`: default `code`. */
		notice: (notice: Notice, key: KeyOf, currency?: CurrencyName) => string;
	}
}

export type TimedNotice = {readonly notice: Notice; readonly at: Instant};

export type NoticeTexts<Data> = Readonly<
	Record<Language, (data: Data, key: KeyOf, currency: CurrencyName) => string>
>;

/**
 * The data of each kind of notice in a table of texts. A feature declares its notices by extending `Notices` with it:
 * `interface Notices extends NoticeData<typeof logNotices> {}`.
 */
export type NoticeData<Table> = {
	readonly [Kind in keyof Table]: Table[Kind] extends NoticeTexts<infer Data> ? Data : never;
};

export function noticeTexts<Data = NoArguments>(texts: NoticeTexts<Data>): NoticeTexts<Data> {
	return texts;
}

export type InputProblem = Extract<Notice, {kind: 'bad-line' | 'input-unreadable'}>;
