import type {DownloadFailure} from '../../source/core/output/download.ts';
import {adviceKinds} from '../../source/core/failure/advice.ts';
import type {ChannelFailure} from '../../source/core/notify.ts';
import type {PreviewProblem} from '../../source/core/output/output-view.ts';
import type {StorageProblem} from '../../source/core/saved-state.ts';
import {problemKinds, type Problem} from '../../source/core/problem.ts';
import type {TransportFault} from '../../source/core/transport-fault.ts';
import type {Notice} from '../../source/store/notice.ts';
import {cleanName, cleanProse, foreignProse} from '../../source/core/text/sanitize.ts';
import type {SafeText} from '../../source/core/text/text.ts';
import {money, now} from '../helpers/sample.ts';
import {problem} from '../helpers/values.ts';

/** Stands for text from outside. Contains no word of any language. */
const text = cleanProse('¤');

/** All kinds of failures of a download. `from` is the text from outside that some of them contain. */
export function downloadFailures(from: SafeText): readonly DownloadFailure[] {
	return [
		{kind: 'full'},
		{kind: 'forbidden'},
		{kind: 'no-folder'},
		{kind: 'file-not-folder'},
		{kind: 'irregular', name: from},
		{kind: 'not-a-folder', name: from},
		{kind: 'no-response'},
		{kind: 'web-page'},
		{kind: 'empty'},
		{kind: 'watchEnded'},
		{kind: 'too-large-for-disk'},
		{kind: 'disk', code: from},
		{kind: 'gone', status: 403},
		{kind: 'refused'},
		{kind: 'refused-redirect'},
		{kind: 'too-many-redirects'},
		{kind: 'cut-off'},
		{kind: 'inconsistent'},
		{kind: 'over-limit', bytes: 2 ** 40},
		{kind: 'stalled'},
		{kind: 'network', detail: from},
		{kind: 'http', status: 500},
	];
}

const failures = downloadFailures(text);

export const previewProblems: ReadonlyArray<PreviewProblem> = [
	...failures,
	{kind: 'gone', status: 404},
	{kind: 'too-many-bytes', maxBytes: 1},
	{kind: 'too-many-pixels', width: 1, height: 1},
	{kind: 'unreadable'},
	{kind: 'too-slow'},
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

/** All kinds of notices in each of their forms. A missing kind does not compile. */
const notices: {readonly [K in Notice['kind']]: ReadonlyArray<Extract<Notice, {kind: K}>>} = {
	labeled: [
		{kind: 'labeled', label: text, count: 1},
		{kind: 'labeled', label: null, count: 2},
	],
	'hook-failed': [
		{kind: 'ended', code: 1, line: text} as const,
		{kind: 'ended', code: null, line: cleanProse('')} as const,
		{kind: 'not-started', code: cleanName('ENOENT')} as const,
		{kind: 'not-started', code: text} as const,
		{kind: 'timeout'} as const,
	].map(why => ({kind: 'hook-failed', name: 'end', program: text, why})),
	'channel-failed': channelFailures.map(why => ({
		kind: 'channel-failed',
		channel: {number: 1, kind: 'feishu'},
		why,
	})),
	'notify-unfinished': [{kind: 'notify-unfinished', hooks: 1, channels: 2}],
	'no-inputs': [{kind: 'no-inputs'}],
	'no-job-control': [{kind: 'no-job-control'}],
	'unknown-column': [{kind: 'unknown-column', name: text}],
	'unknown-status': [text, null].map(meant => ({
		kind: 'unknown-status',
		status: text,
		meant,
		known: [text],
	})),
	'view-saved': [{kind: 'view-saved', name: text}],
	'view-deleted': [{kind: 'view-deleted', name: text}],
	'view-in-config': [{kind: 'view-in-config', name: text}],
	'filter-restored': [{kind: 'filter-restored', filter: text}],
	'no-views': [{kind: 'no-views'}],
	'bad-line': [{kind: 'bad-line', line: 3, text}],
	'input-unreadable': [{kind: 'input-unreadable', why: text}],
	saving: [1, 2].map(count => ({kind: 'saving', count: count + 1, runs: count, what: text})),
	'saving-already': [{kind: 'saving-already', what: text}],
	'nothing-to-save': [{kind: 'nothing-to-save'}],
	'key-of-outputs': [{kind: 'key-of-outputs', key: '¤'}],
	'all-saved': [{kind: 'all-saved'}],
	'no-signature': [{kind: 'no-signature', what: text}],
	'output-saved': [true, false].map(isNew => ({kind: 'output-saved', path: text, isNew})),
	'outputs-saved': [0, 1].map(missing => ({
		kind: 'outputs-saved',
		saved: 2,
		missing,
		folder: text,
	})),
	'output-not-saved': failures.map(why => ({kind: 'output-not-saved', what: text, why})),
	'saving-stopped': [{kind: 'saving-stopped', what: text}],
	'nothing-to-stop': [{kind: 'nothing-to-stop'}],
	'downloads-under-way': [1, 2].map(count => ({kind: 'downloads-under-way', count})),
	copied: [text, null].flatMap(by =>
		[1, 2].map(runs => ({kind: 'copied' as const, what: text, by, runs})),
	),
	'not-copied': [{kind: 'not-copied', what: text}],
	'log-copied': [1, 2].map(entries => ({kind: 'log-copied', entries, by: text})),
	'log-not-copied': [{kind: 'log-not-copied', bytes: 9e4}],
	'log-saved': [{kind: 'log-saved', entries: 2, path: text}],
	'no-log': [{kind: 'no-log'}],
	'nothing-shown': (['show', 'save', 'copy'] as const).map(purpose => ({
		kind: 'nothing-shown',
		purpose,
	})),
	'no-pager': [{kind: 'no-pager', command: text}],
	'pager-failed': [null, 1].map(code => ({kind: 'pager-failed', command: text, code})),
	opened: [{kind: 'opened', what: text}],
	'copied-instead': (['remote', 'no-display', 'no-opener', 'failed'] as const).map(why => ({
		kind: 'copied-instead',
		what: text,
		why,
	})),
	refused: [{kind: 'refused', what: text}],
	added: [
		{kind: 'added', count: 1, already: 0},
		{kind: 'added', count: 2, already: 1},
	],
	dropped: [1, 2].map(count => ({kind: 'dropped', count, what: text})),
	restored: [1, 2].map(count => ({kind: 'restored', count, what: text})),
	'nothing-to-undo': [{kind: 'nothing-to-undo'}],
	'nothing-before': [{kind: 'nothing-before'}],
	'none-removed': [{kind: 'none-removed'}],
	pinned: [true, false].map(on => ({kind: 'pinned', count: 2, on})),
	paused: [{kind: 'paused'}],
	resumed: [{kind: 'resumed'}],
	'polling-now': [1, 2].map(count => ({kind: 'polling-now', count})),
	'not-in-replay': [{kind: 'not-in-replay'}],
	'recording-stopped': [{kind: 'recording-stopped', why: text}],
	'broken-lines': [
		{kind: 'broken-lines', file: text, numbers: [2], count: 1},
		{kind: 'broken-lines', file: text, numbers: [2, 3], count: 7},
	],
	'no-hit': [{kind: 'no-hit', text}],
	'not-in-text': [{kind: 'not-in-text', text}],
	wrapped: (['start', 'end'] as const).map(to => ({kind: 'wrapped', to})),
	'no-error': [{kind: 'no-error'}],
	'no-node': [{kind: 'no-node'}],
	'no-node-here': [{kind: 'no-node-here'}],
	'node-only': [{kind: 'node-only', node: text}],
	'nothing-unread': [{kind: 'nothing-unread'}],
	'no-log-target': [{kind: 'no-log-target', text}],
	'no-failure': [{kind: 'no-failure'}],
	'not-two-marked': [0, 1, 3].map(marked => ({kind: 'not-two-marked', marked})),
	notifications: [true, false].map(on => ({kind: 'notifications', on})),
	mouse: [true, false].map(on => ({kind: 'mouse', on})),
	'budget-passed': [{kind: 'budget-passed', spent: money('1'), budget: money('1')}],
	'low-balance': [{kind: 'low-balance', balance: money('4.2'), limit: money('5')}],
	'metrics-served': [{kind: 'metrics-served', address: text}],
	'telemetry-not-sent': [{kind: 'telemetry-not-sent', why: text}],
	'telemetry-exposed': [{kind: 'telemetry-exposed'}],
	'clock-skew': [{kind: 'clock-skew', ahead: 60_000}],
	'still-verifying': [{kind: 'still-verifying'}],
	'no-command': [{kind: 'no-command', text}],
	set: (['profile', 'theme', 'language', 'interval', 'sort', 'filter'] as const).map(setting => ({
		kind: 'set',
		setting,
		value: text,
	})),
	'not-set': [{kind: 'not-set', setting: 'theme', value: text}],
	profile: [text, null].map(name => ({kind: 'profile', name})),
	'no-profile': [{kind: 'no-profile', why: text}],
	'no-profiles': [{kind: 'no-profiles'}],
	storage: storageProblems.map(failure => ({kind: 'storage', problem: failure})),
	'no-pictures': [{kind: 'no-pictures'}],
	'nothing-to-open': [{kind: 'nothing-to-open'}],
	'link-not-kept': [true, false].map(isForgotten => ({
		kind: 'link-not-kept',
		what: text,
		isForgotten,
	})),
	'since-last-visit': [0, 1].flatMap(failed =>
		['0', '0.92'].map(spent => ({
			kind: 'since-last-visit',
			absence: {since: now - 3_600_000, ended: 6, failed, spent: money(spent)},
			now,
		})),
	),
	'history-failed': storageProblems.map(failure => ({kind: 'history-failed', problem: failure})),
	'no-history': [{kind: 'no-history'}],
	'nothing-needs-me': [{kind: 'nothing-needs-me'}],
	'failure-streak': [
		{
			kind: 'failure-streak',
			streak: {
				workflowId: foreignProse('¤'),
				title: null,
				newest: 'wfrun_1',
				failed: 8,
				lost: money('4.1'),
			},
		},
	],
	'no-period': [{kind: 'no-period', text}],
	'sync-ended': [0, 2].flatMap(failed =>
		[true, false].map(isWhole => ({kind: 'sync-ended', from: now, runs: 60, failed, isWhole})),
	),
	'own-command-started': [1, 2].map(runs => ({kind: 'own-command-started', name: text, runs})),
	'own-command-ended': [1, 2].flatMap(runs =>
		[0, 1].map(failed => ({
			kind: 'own-command-ended',
			name: text,
			runs,
			failed,
			code: failed === 0 ? 0 : null,
			line: text,
		})),
	),
	'own-command-not-started': [cleanName('ENOENT'), text].map(code => ({
		kind: 'own-command-not-started',
		name: text,
		program: text,
		code,
	})),
	'no-run-selected': [{kind: 'no-run-selected'}],
};

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
	blocked: 'EPERM',
	'cut-off': 'UND_ERR_SOCKET',
	'too-many-files': 'EMFILE',
	'certificate-authority': 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'certificate-self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
	'certificate-expired': 'CERT_HAS_EXPIRED',
	'certificate-early': 'CERT_NOT_YET_VALID',
	'certificate-host': 'ERR_TLS_CERT_ALTNAME_INVALID',
	'certificate-revoked': 'CERT_REVOKED',
	'certificate-invalid': 'INVALID_PURPOSE',
	'no-tls': 'ERR_SSL_WRONG_VERSION_NUMBER',
	tls: 'EPROTO',
	'connect-timeout': 'UND_ERR_CONNECT_TIMEOUT',
	'headers-timeout': 'UND_ERR_HEADERS_TIMEOUT',
	'body-timeout': 'UND_ERR_BODY_TIMEOUT',
	'no-http': 'HPE_INVALID_CONSTANT',
	'long-headers': 'UND_ERR_HEADERS_OVERFLOW',
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
		notice: Object.values(notices).flat(),
		'download.why': failures,
		'historyCommand.cause': notices.storage.map(notice => notice.problem),
		'doctor.balance': [{sum: money('3'), prepaid: money('1'), cards: money('2')}],
		'failure.try': adviceKinds,
		'history.failed': storageProblems,
		'output.nothing': [String],
		'screenReader.hello': [String],
		'screen.prompts.add': [true, false],
		'screen.prompts.confirm': [null, text].map(run => ({name: text, calls: [1, 2], run})),
		'output.problem': previewProblems,
		'problem.sentence': allProblems,
		'problem.ofList': allProblems,
		'problem.brief': allProblems,
		'problem.cause': transportProblems,
		'problem.advice': transportProblems,
	}),
);
