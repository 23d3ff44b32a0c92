import {downloadEn, downloadZh} from './download.ts';
import {failureEn, failureZh} from './failure.ts';
import {configEn, configZh} from './config.ts';
import {doctorEn, doctorZh} from './doctor.ts';
import {inputEn, inputZh} from './input.ts';
import {logEn, logZh} from './log.ts';
import {listEn, listZh} from './list.ts';
import {memoryEn, memoryZh} from './memory.ts';
import {moneyEn, moneyZh} from './money.ts';
import {numbersEn, numbersZh, type Numbers} from './numbers.ts';
import {outputEn, outputZh} from './output.ts';
import {orderEn, orderFieldsEn, orderFieldsZh, orderZh} from './order.ts';
import {paletteEn, paletteZh} from './palette.ts';
import {pickerEn, pickerZh} from './picker.ts';
import {problemEn, problemZh} from './problem.ts';
import {recordEn, recordZh} from './record.ts';
import {reportEn, reportZh} from './report.ts';
import {speechEn, speechZh} from './speech.ts';
import {stallEn, stallZh} from './stall.ts';
import {screenEn, screenZh} from './screen.ts';
import {signalsEn, signalsZh} from './signals.ts';
import {timelineEn, timelineZh} from './timeline.ts';
import {usageEn, usageZh} from './usage.ts';

export type Language = 'en' | 'zh';

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
	readonly memory: typeof memoryEn;
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
	readonly speech: typeof speechEn;
	readonly stall: typeof stallEn;
	readonly screen: typeof screenEn;
	readonly signals: typeof signalsEn;
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
	memory: memoryEn,
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
	speech: speechEn,
	stall: stallEn,
	screen: screenEn,
	signals: signalsEn,
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
	memory: memoryZh,
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
	speech: speechZh,
	stall: stallZh,
	screen: screenZh,
	signals: signalsZh,
	timeline: timelineZh,
	failure: failureZh,
};

export function messagesFor(language: Language): Messages {
	return language === 'zh' ? chinese : english;
}
