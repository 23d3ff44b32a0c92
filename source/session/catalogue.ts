import {doctorApiEn, doctorApiZh} from '../commands/doctor/api-messages.ts';
import {doctorEn, doctorZh} from '../commands/doctor/messages.ts';
import {
	costReportEn,
	costReportZh,
	historyCommandEn,
	historyCommandZh,
	listingEn,
	listingZh,
	saveCommandEn,
	saveCommandZh,
} from '../commands/messages.ts';
import {configEn, configZh} from '../config/messages.ts';
import {usageEn, usageZh} from '../config/usage-messages.ts';
import {eventsEn, eventsZh} from '../events/messages.ts';
import {features} from '../features/index.ts';
import {wordsOf} from '../features/keymap.ts';
import type {Language, Messages, MessagesByLanguage} from '../i18n/messages.ts';
import {numbersEn, numbersZh} from '../i18n/numbers.ts';
import {problemEn, problemZh} from '../i18n/problem.ts';
import type {Notice, NoticeTexts} from '../store/notice.ts';
import type {Notices} from '../store/registry.ts';
import {screenEn, screenReaderEn, screenReaderZh, screenZh} from './screen/messages.ts';

/** The messages that belong to no feature. */
const others = {
	numbers: {en: numbersEn, zh: numbersZh},
	config: {en: configEn, zh: configZh},
	doctor: {en: doctorEn, zh: doctorZh},
	doctorApi: {en: doctorApiEn, zh: doctorApiZh},
	costReport: {en: costReportEn, zh: costReportZh},
	saveCommand: {en: saveCommandEn, zh: saveCommandZh},
	historyCommand: {en: historyCommandEn, zh: historyCommandZh},
	listing: {en: listingEn, zh: listingZh},
	usage: {en: usageEn, zh: usageZh},
	problem: {en: problemEn, zh: problemZh},
	events: {en: eventsEn, zh: eventsZh},
	screen: {en: screenEn, zh: screenZh},
	screenReader: {en: screenReaderEn, zh: screenReaderZh},
} satisfies Partial<MessagesByLanguage>;

export type OtherMessages = typeof others;

const notices = Object.assign({}, ...features.map(feature => feature.notices)) as {
	readonly [Kind in keyof Notices]: NoticeTexts<Notice>;
};

const messages = {en: messagesIn('en'), zh: messagesIn('zh')};

export function messagesFor(language: Language): Messages {
	return messages[language];
}

function messagesIn(language: Language): Messages {
	const groups: readonly Partial<MessagesByLanguage>[] = [
		others,
		...features.map(feature => feature.messages ?? {}),
	];
	const named = groups.flatMap(group =>
		Object.entries(group).map(([name, both]) => [name, both[language]] as const),
	);
	return {
		...(Object.fromEntries(named) as Omit<Messages, 'language' | 'notice' | 'wordsOf'>),
		language,
		notice: (notice, key, currency = 'sign') =>
			notices[notice.kind][language](notice, key, currency),
		wordsOf: id => wordsOf(id, language),
	};
}
