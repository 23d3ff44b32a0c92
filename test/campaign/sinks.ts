import assert from 'node:assert/strict';
import {dataOf} from '../../source/api/failure.ts';
import {redactor} from '../../source/api/redact.ts';
import {toTransportError} from '../../source/api/transport-error.ts';
import {readExecution} from '../../source/api/wire/execution.ts';
import {readOrderInfo, readRunList} from '../../source/api/wire/run-orders.ts';
import {readWorkflowInfo} from '../../source/api/wire/workflow-info.ts';
import {costColumns, costLine, costTable, totalOf} from '../../source/commands/cost/columns.ts';
import {shownColumns} from '../../source/commands/ls/columns.ts';
import {jsonLine} from '../../source/commands/ls/lines.ts';
import {csvText, tabbedLine} from '../../source/commands/rows/lines.ts';
import {rowTable} from '../../source/commands/rows/table.ts';
import {parseOptions} from '../../source/config/parse-options.ts';
import {failureCard} from '../../source/core/failure/failure-card.ts';
import {findListColumn} from '../../source/core/listed-run.ts';
import type {Run} from '../../source/core/run.ts';
import {cleanName, foreignProse} from '../../source/core/text/sanitize.ts';
import {failureMarkdown} from '../../source/features/failure/markdown.ts';
import {safeSegment} from '../../source/features/outputs/download/safe-name.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {bugText} from '../../source/report/bug-text.ts';
import {endingText, titleText} from '../../source/report/run-texts.ts';
import type {Action} from '../../source/store/action.ts';
import {paletteName} from '../../source/store/keys/key-of.ts';
import {reduce} from '../../source/store/reducer.ts';
import {notificationSequence} from '../../source/terminal/notification.ts';
import {titleSequence} from '../../source/terminal/title.ts';
import {glyphsFor} from '../../source/ui/theme/glyphs.ts';
import {rawResponseOf} from '../api/raw-response-of.ts';
import {appearance} from '../helpers/sample.ts';
import {name, polled, start} from '../helpers/values.ts';
import {runsAdded} from '../report/watch.ts';
import {actionOf, applyResult, id, watched} from './poll-result.ts';
import {assertRendered, renderAll, screenOf, type Rendered} from './rendered.ts';
import {execution, withValue, type Json, type Place} from './responses.ts';

/**
 * What the program writes for an external text: all output formats (`Rendered`), or only some lines and sequences.
 */
export type Written = Partial<Rendered> & {
	readonly lines: readonly string[];
	/**
	 * Escape sequences that contain the text, such as the one that sets the window title. Nothing may be outside of the
	 * sequences.
	 */
	readonly sequences?: readonly string[];
};

/** A way in which external text reaches the terminal, such as through a field of a response. */
export type Sink = {
	readonly name: string;
	readonly write: (text: string) => Written;
	/** Whether the end of the text must be visible somewhere. */
	readonly showsAll: boolean;
};

/** All places through which external text can reach the terminal, such as a field of a response (T1). */
export const sinks: readonly Sink[] = [
	{name: 'status', ...inResponse(['data', 'status'])},
	{name: 'message', ...inResponse(['data', 'logs', '0', 'message'])},
	{name: 'node', ...inResponse(['data', 'logs', '0', 'node_id'])},
	{name: 'level', ...inResponse(['data', 'logs', '0', 'level'])},
	{
		name: 'event type',
		...inResponse(
			['data', 'logs', '0', 'event_type'],
			withValue(execution, ['data', 'logs', '0', 'message'], ''),
		),
	},
	{name: 'reason', ...inResponse(['data', 'error', 'reason'])},
	{name: 'engine code', ...inResponse(['data', 'error', 'engine_code'])},
	{name: 'output value', ...inResponse(['data', 'outputs', 'n11_text'])},
	{
		name: 'output key',
		showsAll: true,
		write: text => response(withValue(execution, ['data', 'outputs', text], 'value')),
	},
	{
		name: 'output address',
		showsAll: false,
		write: text =>
			response(
				withValue(execution, ['data', 'outputs', 'n9_images'], `https://files.example/${text}`),
			),
	},
	{name: 'title', showsAll: true, write: workflowTitle},
	{
		name: 'msg',
		showsAll: true,
		write: text =>
			failure(200, JSON.stringify({code: 7, msg: text, data: {error: {detail: text}}})),
	},
	{
		name: 'header',
		showsAll: false,
		write: text => failure(302, '', `https://evil.example/${text}`),
	},
	{
		name: 'error of DNS or TLS',
		showsAll: true,
		write: text =>
			applyResult(
				toTransportError(
					Object.assign(new Error(`getaddrinfo ${text}`), {code: text}),
					redactor('cy_not_in_here'),
				),
			),
	},
	{name: 'arguments and labels', showsAll: true, write: argumentErrors},
	{name: 'reports and files', showsAll: true, write: reports},
	{name: 'the failure card', showsAll: true, write: cards},
	{name: 'the listed runs', showsAll: true, write: listedRuns},
	{name: 'window title and notification', showsAll: true, write: terminalStatus},
];

function inResponse(place: Place, whole: Json = execution): Omit<Sink, 'name'> {
	return {showsAll: true, write: text => response(withValue(whole, place, text))};
}

function response(json: Json): Rendered {
	const {data} = json as {data: unknown};
	return applyResult(readExecution(data));
}

function failure(status: number, body: string, location?: string): Rendered {
	const redirectsTo =
		location === undefined ? null : (URL.parse(location)?.origin ?? 'another path');

	try {
		dataOf(rawResponseOf(body, {status, redirectsTo}));
	} catch (error) {
		assert.ok(error instanceof Error);
		return applyResult(error);
	}

	throw new Error('it did not fail');
}

function workflowTitle(text: string): Rendered {
	const workflow = readWorkflowInfo({
		title: text,
		candidate_output_manifest: [{key: text, type: text}],
	});
	const before = reduce(watched, polled(id, {workflowId: name('wf_1')})).state;
	const action: Action = {type: 'workflowLoaded', at: start, workflowId: 'wf_1', workflow};
	const rendered = renderAll(before, reduce(before, action).state, action);
	assertRendered(rendered);
	return rendered;
}

function argumentErrors(text: string): Written {
	const context = {env: {}, stdinIsTerminal: true, stdoutIsTerminal: true, config: null};
	const invalid = [[`--${text}`], ['--interval', text], ['--base-url', text], ['--lang', text]];
	const {state} = reduce(watched, runsAdded(text));
	return {
		lines: [
			...invalid.flatMap(argv => {
				const parsed = parseOptions({...context, argv});
				return typeof parsed === 'string' ? [parsed] : [];
			}),
			cleanName(text),
		],
		screen: () => screenOf(state),
	};
}

function reports(text: string): Written {
	const {notice, record} = messagesFor('en');
	const path = cleanName(text);
	return {
		lines: [
			...bugText(new Error(text), messagesFor('en')).split('\n'),
			safeSegment(text, 80),
			notice({kind: 'recording-stopped', why: path}, paletteName),
			notice({kind: 'broken-lines', file: path, lines: [2]}, paletteName),
			notice({kind: 'pager-failed', command: path, code: 1}, paletteName),
			notice({kind: 'log-saved', entries: 1, path}, paletteName),
			record.unreadable(path, path),
		],
	};
}

/** A failed run with the text as title and reason. */
function failedRun(text: string): Run {
	const {execution: failed, logs} = readExecution({
		status: 'failed',
		workflow_id: text,
		error: {reason: text, detail: text, engine_code: text},
		logs: [{message: text, level: 'error', node_id: text}],
	});
	const run = reduce(watched, actionOf({execution: failed, logs})).state.runs.get(id);
	assert.ok(run !== undefined);
	return {...run, title: foreignProse(text)};
}

function cards(text: string): Written {
	const card = failureCard(failedRun(text));
	assert.ok(card !== null);
	return {lines: failureMarkdown(card, messagesFor('en')).split('\n')};
}

/** A run whose texts are all `text`, as `chenyu-top ls` prints it. */
function listedRuns(text: string): Written {
	const {
		orders: [order],
	} = readRunList({
		items: [{run_order_id: text, title: text, run_status: text, workflow_id: text}],
	});
	const {execution: failed} = readExecution({status: 'failed', error: {reason: text}});
	const info = readOrderInfo({inputs: {text}});

	if (order === undefined) {
		return {lines: []};
	}

	const run = {
		order,
		execution: {...failed, status: order.status ?? failed.status},
		info,
		kept: null,
	};
	const columns = ['id', 'title', 'status', 'error', 'workflow', 'input.text'].flatMap(
		column => findListColumn(column) ?? [],
	);
	const plain = {...appearance('zh'), paint: {color: 0, ascii: false} as const};
	const screen = {now: start, appearance: plain, width: 1000};
	const sum = {...totalOf([]), key: text, title: foreignProse(text)};
	const costs = costColumns('workflow');
	return {
		lines: [
			jsonLine(run, null),
			...tabbedLine(run, columns).split('\t'),
			...csvText([run], columns, 'safe').split('\r\n'),
			...rowTable([run], {...screen, columns: shownColumns(columns, plain), sort: null}),
			costLine(sum, 'workflow'),
			...tabbedLine(sum, costs).split('\t'),
			...csvText([sum], costs, 'safe').split('\r\n'),
			...costTable([sum, {...sum, title: null}], 'workflow', screen),
		],
	};
}

function terminalStatus(text: string): Written {
	const run = failedRun(text);
	const notification = endingText([run], messagesFor('zh'));
	const glyphs = glyphsFor(false).phases;
	return {
		lines: [notification.title, notification.body],
		sequences: [
			titleSequence(titleText({runs: new Map([[text, run]])}, glyphs, messagesFor('zh'))),
			...(['osc9', 'osc777', 'osc99'] as const).map(way =>
				notificationSequence(notification, way, false, {}),
			),
		],
	};
}
