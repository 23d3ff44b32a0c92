import {inputEn, inputZh} from './input.ts';
import {logEn, logZh} from './log.ts';
import {listEn, listZh} from './list.ts';
import {memoryEn, memoryZh} from './memory.ts';
import {orderEn, orderFieldsEn, orderFieldsZh, orderZh} from './order.ts';
import {problemEn, problemZh} from './problem.ts';
import {recordEn, recordZh} from './record.ts';
import {reportEn, reportZh} from './report.ts';
import {screenEn, screenZh} from './screen.ts';
import {usageEn, usageZh} from './usage.ts';

export type Language = 'en' | 'zh';

/** Every sentence a user reads. A file for each place where sentences are read; in each, Chinese has the type of English. */
export type Messages = {
	readonly language: Language;
	readonly usage: typeof usageEn;
	readonly input: typeof inputEn;
	readonly list: typeof listEn;
	readonly memory: typeof memoryEn;
	readonly log: typeof logEn;
	readonly order: typeof orderEn;
	readonly orderFields: typeof orderFieldsEn;
	readonly problem: typeof problemEn;
	readonly record: typeof recordEn;
	readonly report: typeof reportEn;
	readonly screen: typeof screenEn;
};

const english: Messages = {
	language: 'en',
	usage: usageEn,
	input: inputEn,
	list: listEn,
	memory: memoryEn,
	log: logEn,
	order: orderEn,
	orderFields: orderFieldsEn,
	problem: problemEn,
	record: recordEn,
	report: reportEn,
	screen: screenEn,
};

const chinese: Messages = {
	language: 'zh',
	usage: usageZh,
	input: inputZh,
	list: listZh,
	memory: memoryZh,
	log: logZh,
	order: orderZh,
	orderFields: orderFieldsZh,
	problem: problemZh,
	record: recordZh,
	report: reportZh,
	screen: screenZh,
};

export function messagesFor(language: Language): Messages {
	return language === 'zh' ? chinese : english;
}
