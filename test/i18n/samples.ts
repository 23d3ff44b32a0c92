import type {TransportFault} from '../../source/core/error-code.ts';
import {adviceKinds} from '../../source/core/failure-card.ts';
import type {ChannelFailure} from '../../source/core/notify.ts';
import type {OutputProblem} from '../../source/core/output/output.ts';
import {problemKinds, type Problem} from '../../source/core/problem.ts';
import type {StorageProblem} from '../../source/core/saved-state.ts';
import {cleanName, cleanProse, foreignProse} from '../../source/core/text/sanitize.ts';
import {features} from '../../source/features/index.ts';
import type {Notices} from '../../source/store/registry.ts';
import {money, now} from '../helpers/sample.ts';
import {problem} from '../helpers/values.ts';

/** Stands for text from outside. Contains no word of any language. */
const text = cleanProse('¤');

/** All problems with outputs. */
export const outputProblems: readonly OutputProblem[] = [
	...['ENOSPC', 'EACCES', 'ENOENT', 'ENOTDIR'].map(
		code => ({kind: 'disk', code: cleanName(code)}) as const,
	),
	{kind: 'disk', code: text},
	{kind: 'gone', status: 403},
	{kind: 'no-link'},
	{kind: 'http', status: 500},
	{kind: 'network', code: text, proxy: null},
	{kind: 'network', code: text, proxy: text},
	...(['refused', 'local', 'incomplete', 'slow', 'other-kind'] as const).map(kind => ({
		kind,
	})),
	...(['empty', 'unreadable', 'watch-ended'] as const).map(kind => ({kind})),
	{kind: 'too-large', maxBytes: 2 ** 40},
	{kind: 'too-many-pixels', width: 1, height: 1},
	{kind: 'other-format', format: 'TIFF'},
];

const storageProblems: readonly StorageProblem[] = [
	{kind: 'moved-aside', path: text},
	...(['newer', 'not-a-file'] as const).map(why => ({kind: 'unusable', why, path: text}) as const),
	{kind: 'not-saved', why: text},
];

const channelFailures: readonly ChannelFailure[] = [
	...([null, 'signature', 'keyword', 'address', 'security'] as const).map(
		hint => ({kind: 'refused', code: '1', detail: text, hint}) as const,
	),
	{kind: 'limited', retryAfterMs: 60_000},
	{kind: 'unreadable'},
	{kind: 'unreachable', code: text, proxy: null},
	{kind: 'unreachable', code: text, proxy: text},
	{kind: 'timeout'},
];

/** The data of the kinds of notices that have more than texts, in each of their forms. */
const noticeData: {readonly [Kind in keyof Notices]?: ReadonlyArray<Notices[Kind]>} = {
	'key-of-pane': [{pressed: '¤', pane: 'outputs'}],
	labeled: [
		{label: text, count: 1},
		{label: null, count: 2},
	],
	'hook-failed': [
		{kind: 'ended', code: 1, line: text} as const,
		{kind: 'ended', code: null, line: cleanProse('')} as const,
		{kind: 'not-started', code: cleanName('ENOENT')} as const,
		{kind: 'not-started', code: text} as const,
		{kind: 'timeout'} as const,
	].map(why => ({name: 'end', program: text, why})),
	'channel-failed': channelFailures.map(why => ({channel: {number: 1, kind: 'feishu'}, why})),
	'notify-unfinished': [{hooks: 1, channels: 2}],
	'bad-line': [{line: 3, text}],
	'view-saved': [true, false].map(isKept => ({name: text, isKept})),
	'output-saved': [true, false].map(isNew => ({path: text, isNew})),
	'seeking-pictures': [1, 2].map(runs => ({runs})),
	'outputs-saved': [0, 1, 2].map(count => ({
		saved: 2,
		known: count,
		failed: count,
		without: count,
		folder: text,
	})),
	'output-not-saved': outputProblems.map(why => ({what: text, why})),
	copied: [text, null].flatMap(by => [1, 2].map(runs => ({what: text, by, runs}))),
	'log-not-copied': [{bytes: 9e4}],
	'log-saved': [{entries: 2, path: text}],
	'pager-failed': [null, 1].map(code => ({command: text, code})),
	'copied-instead': [{what: text}],
	added: [
		{count: 1, already: 0},
		{count: 2, already: 1},
	],
	dropped: [1, 2].map(count => ({count, what: text})),
	restored: [1, 2].map(count => ({count, what: text})),
	'polling-now': [1, 2].map(count => ({count})),
	'broken-lines': [
		{file: text, lines: [2]},
		{file: text, lines: Array<number>(17).fill(2)},
	],
	wrapped: (['start', 'end'] as const).map(to => ({to})),
	notifications: [true, false].map(on => ({on})),
	mouse: [true, false].map(on => ({on})),
	'budget-passed': [{spent: money('1'), budget: money('1')}],
	'low-balance': [{balance: money('4.2'), limit: money('5')}],
	'clock-skew': [{ahead: 60_000}],
	set: (['theme', 'language', 'sort', 'filter'] as const).map(setting => ({
		setting,
		value: text,
	})),
	'not-set': [{setting: 'theme', value: text}],
	storage: storageProblems.map(failure => ({problem: failure})),
	'since-last-visit': [0, 1].flatMap(failed =>
		['0', '0.92'].map(spent => ({
			absence: {since: now - 3_600_000, ended: 6, failed, spent: money(spent)},
			now,
		})),
	),
	'history-failed': storageProblems.map(failure => ({problem: failure})),
	'own-command-started': [1, 2].map(runs => ({name: text, runs})),
	'own-command-ended': [1, 2].flatMap(runs =>
		[0, 1].map(failed => ({
			name: text,
			runs,
			failed,
			end: {code: failed === 0 ? 0 : null, line: text},
		})),
	),
	'own-command-not-started': [cleanName('ENOENT'), text].map(code => ({
		name: text,
		program: text,
		code,
	})),
};

const notices = features
	.flatMap(feature => Object.keys(feature.notices ?? {}))
	.flatMap(kind => {
		const all: Readonly<Record<string, readonly object[]>> = noticeData;
		return all[kind]?.map(data => ({...data, kind})) ?? [withTexts(kind)];
	});

/** A notice whose data are all texts. */
function withTexts(kind: string): object {
	return new Proxy({}, {get: (_target, name) => (name === 'kind' ? kind : text)});
}

function sampleProblem(parts: Partial<Problem>): Problem {
	return problem({kind: 'network', detail: text, httpStatus: null, ...parts});
}

const problems: readonly Problem[] = problemKinds.flatMap(kind => [
	sampleProblem({kind, httpStatus: 500, serviceMessage: foreignProse('¤'), retryAfter: 5000}),
	sampleProblem({kind, serviceMessage: foreignProse('¤'), retriable: false}),
]);

/** A code for each fault of a connection. */
export const transportCodes: Readonly<Record<TransportFault, string>> = {
	'proxy-login': 'PROXY_407',
	'proxy-failed': 'PROXY_502',
	'proxy-refused': 'PROXY_403',
	'name-unknown': 'ENOTFOUND',
	'name-lookup': 'EAI_AGAIN',
	refused: 'ECONNREFUSED',
	unreachable: 'ENETUNREACH',
	'cut-off': 'UND_ERR_SOCKET',
	'certificate-authority': 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'certificate-self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
	'certificate-expired': 'CERT_HAS_EXPIRED',
	'certificate-early': 'CERT_NOT_YET_VALID',
	'certificate-host': 'ERR_TLS_CERT_ALTNAME_INVALID',
	'certificate-invalid': 'INVALID_PURPOSE',
	'no-tls': 'ERR_SSL_WRONG_VERSION_NUMBER',
	tls: 'EPROTO',
	'connect-timeout': 'UND_ERR_CONNECT_TIMEOUT',
	'headers-timeout': 'UND_ERR_HEADERS_TIMEOUT',
	'body-timeout': 'UND_ERR_BODY_TIMEOUT',
	'no-http': 'HPE_INVALID_CONSTANT',
	'not-decompressed': 'Z_DATA_ERROR',
};

const transportProblems: readonly Problem[] = Object.values(transportCodes).flatMap(code =>
	[null, text].map(proxy => sampleProblem({detail: cleanProse(code), proxy})),
);

const allProblems = [...problems, ...transportProblems];

/**
 * Arguments for the messages that need others than texts and numbers. The key of the map is the place of a message
 * in `Messages`. The value has several samples of its first argument.
 */
export const samples: ReadonlyMap<string, readonly unknown[]> = new Map(
	Object.entries({
		notice: notices,
		'download.why': outputProblems,
		'historyCommand.cause': storageProblems,
		'saveCommand.progress': [{runs: 1, total: 2, saved: 3, bytes: 4}],
		'doctor.balance': [{sum: money('3'), prepaid: money('1'), cards: money('2')}],
		'failure.try': adviceKinds,
		'history.failed': storageProblems,
		'screenReader.hello': [String],
		'input.labels.add': [true, false],
		'input.labels.confirm': [null, text].map(run => ({name: text, calls: [1, 2], run})),
		'output.needsColors': [String],
		'output.noPreview': outputProblems,
		'problem.sentence': allProblems,
		'problem.ofList': allProblems,
		'problem.brief': allProblems,
		'problem.cause': transportProblems,
		'problem.advice': transportProblems,
	}),
);
