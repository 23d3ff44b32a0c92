import {doctorEn, doctorZh} from '../commands/doctor/messages.ts';
import {
	costReportEn,
	costReportZh,
	historyCommandEn,
	historyCommandZh,
	listingEn,
	listingZh,
} from '../commands/messages.ts';
import {configEn, configZh} from '../config/messages.ts';
import {usageEn, usageZh} from '../config/usage-messages.ts';
import {features} from '../features/index.ts';
import {reportEn, reportZh} from '../report/messages.ts';
import {screenReaderEn, screenReaderZh} from '../session/screen/screen-reader/messages.ts';
import type {KeyOf} from '../store/keys/key-of.ts';
import type {Notice, NoticeTexts} from '../store/notice.ts';
import type {FeatureMessages, Notices} from '../store/registry.ts';
import {screenEn, screenZh} from '../ui/messages.ts';
import type {Language} from './language.ts';
import {numbersEn, numbersZh, type CurrencyName} from './numbers.ts';
import {problemEn, problemZh} from './problem.ts';

/** The texts that belong to no folder of `features`. The compiler reports a missing Chinese text. */
const parts = {
	numbers: {en: numbersEn, zh: numbersZh},
	config: {en: configEn, zh: configZh},
	doctor: {en: doctorEn, zh: doctorZh},
	costReport: {en: costReportEn, zh: costReportZh},
	historyCommand: {en: historyCommandEn, zh: historyCommandZh},
	listing: {en: listingEn, zh: listingZh},
	usage: {en: usageEn, zh: usageZh},
	problem: {en: problemEn, zh: problemZh},
	report: {en: reportEn, zh: reportZh},
	screenReader: {en: screenReaderEn, zh: screenReaderZh},
	screen: {en: screenEn, zh: screenZh},
};

export type Messages = FeatureMessages & {
	readonly [Name in keyof typeof parts]: (typeof parts)[Name]['en'];
} & {
	readonly language: Language;
	/** `currency`: default `code`. */
	readonly notice: (notice: Notice, key: KeyOf, currency?: CurrencyName) => string;
};

const messages: Readonly<Record<Language, Messages>> = {
	en: messagesIn('en'),
	zh: messagesIn('zh'),
};

export function messagesFor(language: Language): Messages {
	return messages[language];
}

function messagesIn(language: Language): Messages {
	const groups: readonly Readonly<Record<string, Readonly<Record<Language, unknown>>>>[] = [
		parts,
		...features.map(feature => feature.messages ?? {}),
	];
	const texts = groups.flatMap(group =>
		Object.entries(group).map(([name, both]) => [name, both[language]] as const),
	);
	return {
		...Object.fromEntries(texts),
		language,
		notice: (notice: Notice, key: KeyOf, currency: CurrencyName = 'code') =>
			notices[notice.kind][language](notice, key, currency),
	} as unknown as Messages;
}

const notices = Object.assign({}, ...features.map(feature => feature.notices)) as {
	readonly [Kind in keyof Notices]: NoticeTexts<Notice>;
};
