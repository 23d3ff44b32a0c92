import type {ApiError} from '../../api/errors.ts';
import {escapeInvisible} from '../../core/text/json-text.ts';
import {cleanName, type SafeText} from '../../core/text/sanitize.ts';
import type {Messages} from '../../i18n/messages.ts';
import {alignColumns} from '../../terminal/width.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import type {EndpointAnswer} from './ask-endpoints.ts';
import type {ApiComparison} from './compare-answers.ts';
import {isDifferent} from './compare-shape.ts';

type Field = ApiComparison['fields'][number];
type Texts = Messages['doctorApi'];
type Row = readonly [label: string, text: string];

const columns = 80;
/** More rows of a section are only in `--json`. */
const maxRows = 12;

/** Formats a comparison for people. `answers`: those that were compared. `file`: the page that was written. */
export function apiComparisonText(
	comparison: ApiComparison,
	answers: readonly EndpointAnswer[],
	{origin, file}: {readonly origin: SafeText; readonly file: SafeText | null},
	messages: Messages,
): string {
	const {doctorApi: texts} = messages;
	const {fields, run, ok} = comparison;
	const different = Map.groupBy(fields.filter(isDifferent), field =>
		[field.endpoint, effectOf(field, texts), describeDifference(field, texts)].join('\n'),
	);
	const unread = Map.groupBy(
		fields.filter(({state}) => state === 'unread'),
		({endpoint}) => endpoint,
	);
	return [
		run === null ? origin : `${origin}, ${cleanName(run)}`,
		'',
		...endpointTable(comparison, answers, messages),
		...section(
			texts.differences,
			[...different.values()].map(group => [
				group[0]?.endpoint ?? '',
				differenceText(group, texts),
			]),
		),
		...section(
			texts.unknown,
			fields
				.filter(({unknown}) => unknown.length > 0)
				.map(({endpoint, field, unknown, similar}) => {
					const values = `${field}: ${unknown.join(texts.comma)}`;
					return [endpoint, similar === null ? values : values + texts.perhaps(similar)];
				}),
		),
		...section(
			texts.unread,
			[...unread].map(([endpoint, list]) => [
				endpoint,
				list.map(({field}) => field).join(texts.comma),
			]),
		),
		...section(texts.about, aboutRows(comparison, texts)),
		'',
		...[
			...(run === null ? [texts.noRun] : []),
			...(ok ? [texts.needed] : []),
			...(ok && file === null ? [] : [texts.page(file)]),
		].flatMap(sentence => wrap(sentence, columns, Infinity)),
	].join('\n');
}

/** Formats a comparison as JSON, with a sentence for each difference. */
export function apiComparisonJson(comparison: ApiComparison, texts: Texts): string {
	const fields = comparison.fields.map(field => ({
		...field,
		says: isDifferent(field) ? differenceText([field], texts) : null,
	}));
	return escapeInvisible(JSON.stringify({...comparison, fields}));
}

function endpointTable(
	{endpoints, fields}: ApiComparison,
	answers: readonly EndpointAnswer[],
	messages: Messages,
): readonly string[] {
	const {doctorApi: texts, numbers} = messages;
	const rows = endpoints.map(({endpoint, http_status: status, ms, bytes, code}, index) => {
		const failure = answers[index]?.failure ?? null;
		const own = fields.filter(field => field.endpoint === endpoint);
		const count = (...states: ReadonlyArray<Field['state']>) =>
			own.filter(({state}) => states.includes(state)).length;
		return [
			endpoint,
			status === null ? '–' : `HTTP ${status}`,
			numbers.unit(ms, 'millisecond', 'narrow'),
			numbers.size(bytes),
			failure === null
				? texts.counts(count('missing', 'other-type'), count('ok'), count('absent'))
				: texts.notRead(failureReason(failure, code, messages)),
		];
	});
	return alignColumns(rows, [2, 3]).map(line => line.trimEnd());
}

/** Says why a response has no `data`. */
function failureReason(failure: ApiError, code: string | null, messages: Messages): string {
	const {doctorApi: texts, problem: problems} = messages;
	const problem = failure.toProblem(0);
	const isNamed = ['auth', 'forbidden', 'not-found', 'rate-limit'].includes(problem.kind);
	return problem.kind === 'engine'
		? texts.code(code ?? '?')
		: isNamed
			? problems.brief(problem)
			: problems.cause(problem);
}

/** Describes fields of an endpoint that differ in the same way, and what is wrong in this program without them. */
function differenceText(group: readonly Field[], texts: Texts): string {
	const names = group.map(({field, state, similar}) =>
		state === 'missing' && similar !== null ? field + texts.renamed(similar) : field,
	);
	const [says = '', effect = ''] = group.flatMap(field => [
		describeDifference(field, texts),
		effectOf(field, texts),
	]);
	return texts.difference(names.join(texts.comma), says, effect);
}

function effectOf({endpoint, field}: Field, texts: Texts): string {
	return texts.effect(`${endpoint}.${field}`);
}

function describeDifference(field: Field, texts: Texts): string {
	const {state, expected, found, forms, count, of} = field;
	const came = [...found, ...forms.map(form => `"${form}"`)].join(' ');
	const says =
		state === 'other-type'
			? texts.otherType(expected ?? '', came)
			: found.length > 0
				? texts.noNull
				: texts.missing;
	return of > 1 ? says + texts.places(count, of) : says;
}

function aboutRows(
	{fields, log, link_sec: linkSec, endpoints}: ApiComparison,
	texts: Texts,
): readonly Row[] {
	const times = endpoints.flatMap(({endpoint}): readonly Row[] => {
		const forms = fields.flatMap(field =>
			field.endpoint === endpoint && field.expected === 'time' ? field.forms : [],
		);
		const text = [...new Set(forms)].join(texts.comma);
		return text === '' ? [] : [[texts.times, `${text} (${endpoint})`]];
	});
	const limits = new Map(endpoints.flatMap(endpoint => Object.entries(endpoint.limits)));
	return [
		...times,
		...(log === null ? [] : [[texts.log, texts.logStates[log]] as const]),
		...(linkSec === null ? [] : [[texts.links, texts.linkTime(linkSec * 1000)] as const]),
		...[...limits].map(([name, value]): Row => [texts.limits, `${name}: ${value}`]),
	];
}

/** Returns the lines of a section; none without rows. */
function section(head: string, rows: readonly Row[]): readonly string[] {
	const labels = alignColumns(rows.map(([label]) => [label]));
	const lines = rows.slice(0, maxRows).flatMap(([, text], index) => {
		const label = `  ${labels[index] ?? ''}  `;
		const [first = '', ...others] = wrap(text, columns - label.length, Infinity);
		return [label + first, ...others.map(line => ' '.repeat(label.length) + line)];
	});
	const more = rows.length > maxRows ? [`  … ${rows.length - maxRows} (--json)`] : [];
	return rows.length === 0 ? [] : ['', head, ...lines, ...more];
}
