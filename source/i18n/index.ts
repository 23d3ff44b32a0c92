import type {Language} from './language.ts';
import {downloadEn, downloadZh} from '../features/outputs/download/messages.ts';
import {failureEn, failureZh} from '../features/failure/messages.ts';
import {configEn, configZh} from '../config/messages.ts';
import {doctorEn, doctorZh} from '../commands/doctor/messages.ts';
import {inputEn, inputZh} from '../features/prompt/messages.ts';
import {logEn, logZh} from '../features/log/messages.ts';
import {listEn, listZh} from '../features/runs/messages.ts';
import {storageEn, storageZh} from '../storage/messages.ts';
import {moneyEn, moneyZh} from '../features/money/messages.ts';
import {numbersEn, numbersZh, type Numbers} from './numbers.ts';
import {outputEn, outputZh} from '../features/outputs/messages.ts';
import {orderEn, orderFieldsEn, orderFieldsZh, orderZh} from '../features/order/messages.ts';
import {paletteEn, paletteZh} from '../features/palette/messages.ts';
import {pickerEn, pickerZh} from '../features/picker/messages.ts';
import {problemEn, problemZh} from './problem.ts';
import {recordEn, recordZh} from '../features/replay/messages.ts';
import {notificationsEn, notificationsZh, reportEn, reportZh} from '../report/messages.ts';
import {screenReaderEn, screenReaderZh} from '../report/screen-reader/messages.ts';
import {runEn, runZh} from '../features/run/messages.ts';
import {screenEn, screenZh} from '../ui/messages.ts';
import {timelineEn, timelineZh} from '../features/nodes/messages.ts';
import {usageEn, usageZh} from '../config/usage-messages.ts';

/** Every sentence a user reads. A file for each place where sentences are read; in each, Chinese has the type of English. */
export type Messages = {
	readonly language: Language;
	readonly numbers: Numbers;
	readonly config: typeof configEn;
	readonly doctor: typeof doctorEn;
	readonly usage: typeof usageEn;
	readonly download: typeof downloadEn;
	readonly input: typeof inputEn;
	readonly list: typeof listEn;
	readonly storage: typeof storageEn;
	readonly log: typeof logEn;
	readonly money: typeof moneyEn;
	readonly order: typeof orderEn;
	readonly orderFields: typeof orderFieldsEn;
	readonly output: typeof outputEn;
	readonly palette: typeof paletteEn;
	readonly picker: typeof pickerEn;
	readonly problem: typeof problemEn;
	readonly record: typeof recordEn;
	readonly report: typeof reportEn;
	readonly screenReader: typeof screenReaderEn;
	readonly run: typeof runEn;
	readonly screen: typeof screenEn;
	readonly notifications: typeof notificationsEn;
	readonly timeline: typeof timelineEn;
	readonly failure: typeof failureEn;
};

const english: Messages = {
	language: 'en',
	numbers: numbersEn,
	config: configEn,
	doctor: doctorEn,
	usage: usageEn,
	download: downloadEn,
	input: inputEn,
	list: listEn,
	storage: storageEn,
	log: logEn,
	money: moneyEn,
	order: orderEn,
	orderFields: orderFieldsEn,
	output: outputEn,
	palette: paletteEn,
	picker: pickerEn,
	problem: problemEn,
	record: recordEn,
	report: reportEn,
	screenReader: screenReaderEn,
	run: runEn,
	screen: screenEn,
	notifications: notificationsEn,
	timeline: timelineEn,
	failure: failureEn,
};

const chinese: Messages = {
	language: 'zh',
	numbers: numbersZh,
	config: configZh,
	doctor: doctorZh,
	usage: usageZh,
	download: downloadZh,
	input: inputZh,
	list: listZh,
	storage: storageZh,
	log: logZh,
	money: moneyZh,
	order: orderZh,
	orderFields: orderFieldsZh,
	output: outputZh,
	palette: paletteZh,
	picker: pickerZh,
	problem: problemZh,
	record: recordZh,
	report: reportZh,
	screenReader: screenReaderZh,
	run: runZh,
	screen: screenZh,
	notifications: notificationsZh,
	timeline: timelineZh,
	failure: failureZh,
};

export function messagesFor(language: Language): Messages {
	return language === 'zh' ? chinese : english;
}
