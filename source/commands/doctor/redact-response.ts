import type {Shape} from '../../api/wire/response-shapes.ts';
import {addressName} from '../../core/output/output-address.ts';
import {rfc3339} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {EndpointAnswer} from './ask-endpoints.ts';
import {bodyShape} from './compare-answers.ts';
import {isIdentifier, isOfShape, textMark} from './compare-shape.ts';

/** The fields whose values are names of the API. Those of other fields can be texts of a user. */
const apiName = /(?:^|_)(?:key|type|status|level|currency|code|node_id)$/;
/** An id of the API or of another system: after prefixes such as `wfrun_`, many digits, also hexadecimal. */
const idForm = /^(?=.{8,100}$)(?:[a-z]{1,10}_)*(?=\D*\d)[\da-f-]{8,}(?:_[\da-f]+)*$/i;
/** Numbers of nodes and pages. */
const shortNumber = /^\d{0,3}$/;
/** A larger number in a place that the program does not know could be that of a person or a telephone. */
const largestKept = 1_000_000;
/** What is deeper is left out. */
const maxDepth = 64;

/**
 * Returns a function that removes from JSON what could be of a user. Of what the shape knows, numbers, times and names of the
 * API stay. Ids, addresses and other names of fields become others, equal ones the same. Of other texts only the length
 * stays.
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

	function redactFieldName(name: string): string {
		return isIdentifier(name) || shortNumber.test(name)
			? name
			: standIn(name, number => `name_${number}`);
	}

	function redactText(text: string): string {
		const address = /^https?:\/\/\S+$/i.test(text) ? URL.parse(text) : null;

		if (address !== null) {
			const [extension = ''] = /\.[a-z\d]{1,5}$/i.exec(addressName(address) ?? '') ?? [];
			const place = address.origin + address.pathname;
			return standIn(place, number => `https://host.example/file-${number}${extension}`);
		}

		return shortNumber.test(text) ? text : idForm.test(text) ? redactId(text) : textMark(text);
	}

	/** `shape`: undefined in a place that the program does not know. `path`: the names of the fields around the value. */
	function redact(value: unknown, shape: Shape | undefined, path: readonly string[] = []): unknown {
		const name = path.at(-1) ?? '';

		if (shape?.kind === 'value' && isOfShape(value, shape)) {
			const isText = shape.type === 'name' || shape.type === 'prose';

			if (!isText || (apiName.test(name) && redactFieldName(String(value)) === value)) {
				return value;
			}
		}

		if (typeof value === 'string') {
			return name.endsWith('_id') && value !== '' ? redactId(value) : redactText(value);
		}

		if (typeof value === 'number') {
			return Math.min(value, largestKept);
		}

		if (typeof value !== 'object' || value === null || path.length > maxDepth) {
			return typeof value === 'object' ? null : value;
		}

		if (Array.isArray(value)) {
			const item = shape?.kind === 'list' ? shape.item : undefined;
			return value.map(part => redact(part, item, [...path, '']));
		}

		const fields = shape?.kind === 'object' ? shape.fields : {};
		return Object.fromEntries(
			Object.entries(value).map(([field, part]) => [
				redactFieldName(field),
				redact(part, Object.hasOwn(fields, field) ? fields[field] : undefined, [...path, field]),
			]),
		);
	}

	return redact;
}

/** Returns a page for an issue, as JSON: the responses, redacted. The program can read them. */
export function redactedPage(
	answers: readonly EndpointAnswer[],
	version: string,
	at: Instant,
): string {
	const redact = responseRedactor();
	const responses = answers.map(({endpoint, query, response}) => ({
		endpoint,
		query: redact(query, undefined),
		http_status: response?.status ?? null,
		body: redact(response?.json, bodyShape(endpoint)) ?? null,
	}));
	return JSON.stringify({version, at: rfc3339(at), responses}, null, '\t');
}
