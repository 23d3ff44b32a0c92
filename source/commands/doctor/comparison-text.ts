import {visibleJson} from '../../core/text/json-text.ts';
import {cleanName, type SafeText} from '../../core/text/sanitize.ts';
import type {Messages} from '../../i18n/messages.ts';
import {alignColumns} from '../../terminal/width.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import type {EndpointAnswer} from './ask-service.ts';
import type {ApiComparison} from './compare-answers.ts';
import {isDifferent} from './compare-shape.ts';

type Field = ApiComparison['fields'][number];
type Texts = Messages['doctorApi'];
type Row = readonly [label: string, text: string];

const columns = 80;

/** Formats a comparison for people. `answers`: those that were compared. `file`: the page that was written. */
export function apiComparisonText(
	comparison: ApiComparison,
	answers: readonly EndpointAnswer[],
	{origin, file}: {readonly origin: SafeText; readonly file: SafeText | null},
	messages: Messages,
): string {
	const {doctorApi: texts} = messages;
	const {fields, run, ok} = comparison;
	const isCompared = answers.some(
		({endpoint, failure}) => endpoint === 'execution' && failure?.problem.kind !== 'not-found',
	);
	const differences = fields
		.filter(isDifferent)
		.map((field): Row => [field.endpoint, differenceText(field, texts)]);
	const unknown = fields
		.filter(field => field.unknown.length > 0)
		.map((field): Row => [field.endpoint, unknownText(field, texts)]);
	const unread = Map.groupBy(
		fields.filter(({state}) => state === 'unread'),
		({endpoint}) => endpoint,
	);
	const notes = [
		...(ok ? [isCompared ? texts.needed : texts.noRun] : run === null ? [texts.noRun] : []),
		...(ok && file === null ? [] : [texts.page(file)]),
	];
	return [
		run === null ? origin : `${origin}, ${cleanName(run)}`,
		'',
		...endpointTable(answers, fields, messages),
		...section(texts.differences, differences),
		...section(texts.unknown, unknown),
		...section(
			texts.unread,
			[...unread].map(([endpoint, own]) => [endpoint, own.map(({field}) => field).join(', ')]),
		),
		...section(texts.about, aboutRows(comparison, texts)),
		'',
		...notes.flatMap(sentence => wrap(sentence, columns, Infinity)),
	].join('\n');
}

/** Formats a comparison as JSON, with a sentence for each difference. */
export function apiComparisonJson(comparison: ApiComparison, texts: Texts): string {
	const fields = comparison.fields.map(field => ({
		...field,
		says: isDifferent(field) ? differenceText(field, texts) : null,
	}));
	return visibleJson({...comparison, fields});
}

function endpointTable(
	answers: readonly EndpointAnswer[],
	fields: readonly Field[],
	{doctorApi: texts, numbers, problem: problems}: Messages,
): readonly string[] {
	const rows = answers.map(({endpoint, response, failure, ms}) => {
		const own = fields.filter(field => field.endpoint === endpoint);
		const count = (state: Field['state']) => own.filter(field => field.state === state).length;
		return [
			endpoint,
			response === null ? '–' : `HTTP ${response.status}`,
			numbers.unit(ms, 'millisecond', 'narrow'),
			numbers.size(response?.bytes ?? 0),
			failure === null
				? texts.counts(own.filter(isDifferent).length, count('ok'), count('absent'))
				: texts.notRead(problems.cause(failure.toProblem(0))),
		];
	});
	return alignColumns(rows, [2, 3]).map(row => wrap(row, columns - 2, Infinity).join('\n  '));
}

/** Describes how a field differs. */
function differenceText(field: Field, texts: Texts): string {
	const {state, expected, found, forms, similar, count, of} = field;
	const places = of > 1 ? texts.places(count, of) : '';

	if (state === 'other-type') {
		const came = [...found, ...forms.map(form => `"${form}"`)].join(' ');
		const perhaps = similar === null ? '' : texts.perhaps(similar);
		return texts.difference(field.field, texts.otherType(expected ?? '', came) + places + perhaps);
	}

	const says = found.length > 0 ? texts.noNull : texts.missing(similar);
	return texts.difference(field.field, says + places);
}

function unknownText({field, unknown, similar}: Field, texts: Texts): string {
	return `${field}: ${unknown.join(', ')}${similar === null ? '' : texts.perhaps(similar)}`;
}

function aboutRows(
	{fields, log, link_sec: linkSec, endpoints}: ApiComparison,
	texts: Texts,
): readonly Row[] {
	const times = new Set(fields.flatMap(({expected, forms}) => (expected === 'time' ? forms : [])));
	const limits = new Map(endpoints.flatMap(endpoint => Object.entries(endpoint.limits)));
	return [
		...(times.size === 0 ? [] : [[texts.times, [...times].join(', ')] as const]),
		...(log === null ? [] : [[texts.log, texts.logStates[log]] as const]),
		...(linkSec === null ? [] : [[texts.links, texts.linkTime(linkSec * 1000)] as const]),
		...[...limits].map(([name, value]): Row => [texts.limits, `${name}: ${value}`]),
	];
}

/** Returns the lines of a section; none without rows. */
function section(head: string, rows: readonly Row[]): readonly string[] {
	const lines = alignColumns(rows).map(
		row => `  ${wrap(row, columns - 4, Infinity).join('\n    ')}`,
	);
	return lines.length === 0 ? [] : ['', head, ...lines];
}
