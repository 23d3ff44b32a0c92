import {features} from '../features/index.ts';
import type {KeyOf} from '../store/keys/key-of.ts';
import type {Notice, NoticeTexts} from '../store/notice.ts';
import type {FeatureMessages, Notices} from '../store/registry.ts';
import type {Language} from './language.ts';
import {configEn, configZh} from '../config/messages.ts';
import {doctorEn, doctorZh} from '../commands/doctor/messages.ts';
import {numbersEn, numbersZh, type Numbers} from './numbers.ts';
import {problemEn, problemZh} from './problem.ts';
import {notificationsEn, notificationsZh, reportEn, reportZh} from '../report/messages.ts';
import {screenReaderEn, screenReaderZh} from '../report/screen-reader/messages.ts';
import {screenEn, screenZh} from '../ui/messages.ts';
import {usageEn, usageZh} from '../config/usage-messages.ts';

/** All texts for the user. In each file, the Chinese ones have the type of the English ones. */
export type Messages = FeatureMessages & {
	readonly language: Language;
	readonly notice: (notice: Notice, key: KeyOf) => string;
	readonly numbers: Numbers;
	readonly config: typeof configEn;
	readonly doctor: typeof doctorEn;
	readonly usage: typeof usageEn;
	readonly problem: typeof problemEn;
	readonly report: typeof reportEn;
	readonly screenReader: typeof screenReaderEn;
	readonly screen: typeof screenEn;
	readonly notifications: typeof notificationsEn;
};

const english: Messages = {
	...featureMessages('en'),
	language: 'en',
	notice: (notice, key) => textOf(notice, 'en', key),
	numbers: numbersEn,
	config: configEn,
	doctor: doctorEn,
	usage: usageEn,
	problem: problemEn,
	report: reportEn,
	screenReader: screenReaderEn,
	screen: screenEn,
	notifications: notificationsEn,
};

const chinese: Messages = {
	...featureMessages('zh'),
	language: 'zh',
	notice: (notice, key) => textOf(notice, 'zh', key),
	numbers: numbersZh,
	config: configZh,
	doctor: doctorZh,
	usage: usageZh,
	problem: problemZh,
	report: reportZh,
	screenReader: screenReaderZh,
	screen: screenZh,
	notifications: notificationsZh,
};

export function messagesFor(language: Language): Messages {
	return language === 'zh' ? chinese : english;
}

function featureMessages(language: Language): FeatureMessages {
	const entries = features.flatMap(({messages = {}}) => Object.entries(messages));
	return Object.fromEntries(
		entries.map(([name, texts]) => [name, texts[language]]),
	) as unknown as FeatureMessages;
}

const notices = Object.assign({}, ...features.map(feature => feature.notices)) as {
	readonly [Kind in keyof Notices]: NoticeTexts<Notice>;
};

function textOf(notice: Notice, language: Language, key: KeyOf): string {
	return notices[notice.kind][language](notice, key);
}
