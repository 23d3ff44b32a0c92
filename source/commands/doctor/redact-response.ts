import {isRecord, parseTime, readNumber} from '../../api/wire/readers.ts';
import type {Shape} from '../../api/wire/response-shapes.ts';
import {addressName} from '../../core/output/output-address.ts';
import {rfc3339} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {EndpointAnswer} from './ask-endpoints.ts';
import {shapeOfBody, type ApiComparison} from './compare-answers.ts';
import {isIdentifier, isOfShape, textMark} from './compare-shape.ts';

/** The fields whose values are names of the API. Those of other fields can be texts of a user. */
const apiName = /(?:^|_)(?:key|type|status|level|currency|code|node_id)$/;
/** An id of the API or of another system: after prefixes such as `wfrun_`, many digits, also hexadecimal. */
const idForm = /^(?=.{8,100}$)(?:[a-z]{1,10}_)*(?=\D*\d)[\da-f-]{8,}(?:_[\da-f]+)*$/i;
/** A larger number in a place that the program does not know could be that of a person or a telephone. */
const largestKept = 1_000_000;
const maxDepth = 64;

/**
 * Returns functions that remove from JSON what could be of a user. Of what the shape knows, numbers, times and names of the
 * API stay. Ids, addresses and other names of fields become others, equal ones the same. Of other texts only kind and
 * length stay.
 */
function responseRedactor() {
	const standIns = new Map<string, string>();

	/** Makes the same text of equal texts, and different texts of different ones, by a number. */
	function standIn(text: string, make: (number: string) => string): string {
		const made = standIns.get(text) ?? make(String(standIns.size + 1));
		standIns.set(text, made);
		return made;
	}

	/** Keeps the prefix and the length. */
	function redactId(id: string): string {
		return standIn(id, number => {
			const [prefix = ''] = /^(?:[a-z]{1,10}_)*/i.exec(id) ?? [];
			const zeros = id.slice(prefix.length).replaceAll(/[^-_]/g, '0');
			return prefix + zeros.slice(0, -number.length) + number;
		});
	}

	/** Keeps names of the API, and short numbers, such as those of nodes. */
	function redactName(name: string): string {
		return isIdentifier(name) || /^\d{0,4}$/.test(name)
			? name
			: idForm.test(name)
				? redactId(name)
				: standIn(name, number => `name_${number}`);
	}

	function redactText(text: string): string {
		const address = /^https?:\/\/\S+$/i.test(text) ? URL.parse(text) : null;

		if (address !== null) {
			const [extension = ''] = /\.[a-z\d]{1,5}$/i.exec(addressName(address) ?? '') ?? [];
			const place = address.origin + address.pathname;
			return standIn(place, number => `https://host.example/file-${number}${extension}`);
		}

		const kind = readNumber(text) !== null ? 'number' : parseTime(text) !== null ? 'time' : 'text';
		return text === '' ? text : idForm.test(text) ? redactId(text) : textMark(text, kind);
	}

	function redactUnknown(value: unknown, depth = 0): unknown {
		if (typeof value === 'string') {
			return redactText(value);
		}

		if (typeof value === 'number' && Math.abs(value) > largestKept) {
			return Math.sign(value) * 10 ** Math.floor(Math.log10(Math.abs(value)));
		}

		return typeof value !== 'object' || value === null
			? value
			: depth === maxDepth
				? null
				: redactParts(value, part => redactUnknown(part, depth + 1));
	}

	function redactParts(value: object, redactPart: (part: unknown, name: string) => unknown) {
		return Array.isArray(value)
			? value.map(part => redactPart(part, ''))
			: Object.fromEntries(
					Object.entries(value).map(([name, part]) => [redactName(name), redactPart(part, name)]),
				);
	}

	/** Redacts what came in the place of a shape. `name`: that of its field. */
	function redact(value: unknown, shape: Shape | undefined, name = ''): unknown {
		if (shape === undefined || shape.kind === 'open' || !isOfShape(value, shape)) {
			return redactUnknown(value);
		}

		if (shape.kind === 'list') {
			return redactParts(value as object, part => redact(part, shape.item));
		}

		if (shape.kind === 'object') {
			const {fields} = shape;
			return isRecord(value)
				? redactParts(value, (part, field) =>
						redact(part, Object.hasOwn(fields, field) ? fields[field] : undefined, field),
					)
				: redactUnknown(value);
		}

		const isText = shape.type === 'name' || shape.type === 'prose';
		return !isText || shape.known?.texts.includes(String(value)) === true
			? value
			: typeof value !== 'string' || shape.type === 'prose'
				? redactUnknown(value)
				: shape.known !== undefined || apiName.test(name)
					? redactName(value)
					: name.endsWith('_id') && value !== ''
						? redactId(value)
						: redactText(value);
	}

	return {redact, redactId};
}

/**
 * Returns a page for an issue, as JSON: the comparison and the responses, redacted. The program can read these responses.
 */
export function redactedPage(
	answers: readonly EndpointAnswer[],
	comparison: ApiComparison,
	version: string,
	at: Instant,
): string {
	const {redact, redactId} = responseRedactor();
	const responses = answers.map(({endpoint, query, response}) => ({
		endpoint,
		query: Object.fromEntries(
			Object.entries(query).map(([name, value]) => [
				name,
				name.endsWith('_id') ? redactId(value) : value,
			]),
		),
		http_status: response?.status ?? null,
		body: redact(response?.json, shapeOfBody(endpoint, response?.json)) ?? null,
	}));
	const run = comparison.run === null ? null : redactId(comparison.run);
	const page = {version, at: rfc3339(at), comparison: {...comparison, run}, responses};
	return JSON.stringify(page, null, '\t');
}
