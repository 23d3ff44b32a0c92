import {isRecord} from '../../api/wire/readers.ts';
import {namedFields, type Shape} from '../../api/wire/response-shapes.ts';
import {addressName} from '../../core/output/output-address.ts';
import {rfc3339} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {EndpointAnswer} from './ask-service.ts';
import {bodyShape} from './compare-answers.ts';
import {isApiWord, isIdentifier, isOfShape, textMark} from './compare-shape.ts';

/** The fields whose values are names of the API. Those of other fields can be texts of a user. */
const apiName = /(?:^|_)(?:key|type|status|level|currency|code|node_id)$/;
/** An id of the API or of another system: after prefixes such as `wfrun_`, many digits, also hexadecimal. */
const idForm = /^(?=.{8,100}$)(?:[a-z]{1,10}_)*(?=\D*\d)[\da-f-]{8,}(?:_[\da-f]+)*$/i;
/** Numbers of nodes and pages. */
const shortNumber = /^\d{0,3}$/;
/** A larger number in a place that the program does not know could be that of a person or a telephone. */
const largestKept = 1_000_000;

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

	const redactName = (name: string) =>
		isApiName(name) ? name : standIn(name, number => `name_${number}`);

	/** `name`: of the field. */
	function redactText(text: string, name: string): string {
		const address = /^https?:\/\/\S+$/i.test(text) ? URL.parse(text) : null;

		if (address !== null) {
			const [extension = ''] = /\.[a-z\d]{1,5}$/i.exec(addressName(address) ?? '') ?? [];
			const place = address.origin + address.pathname;
			return standIn(place, number => `https://host.example/file-${number}${extension}`);
		}

		// An id keeps its prefix and its length.
		if (idForm.test(text) || (name.endsWith('_id') && text !== '')) {
			const [prefix = ''] = /^(?:[a-z]{1,10}_)*/i.exec(text) ?? [];
			const zeros = text.slice(prefix.length).replaceAll(/[^-_]/g, '0');
			return standIn(text, number => prefix + zeros.slice(0, -number.length) + number);
		}

		return shortNumber.test(text) ? text : textMark(text);
	}

	/** `shape`: undefined in a place that the program does not know. `name`: of the field. */
	return function redact(value: unknown, shape?: Shape, name = '', depth = 0): unknown {
		// A response with 100,000 levels would overflow the stack.
		if (depth > 64) {
			return null;
		}

		const inner = (part: unknown, of?: Shape, key?: string) => redact(part, of, key, depth + 1);

		if (Array.isArray(value)) {
			return value.map(part => inner(part, shape?.kind === 'list' ? shape.item : undefined));
		}

		if (isRecord(value)) {
			const names = new Set(Object.keys(value));
			const known = new Map(shape?.kind === 'object' ? namedFields(shape, names) : []);
			const fields = Object.entries(value);
			return Object.fromEntries(
				fields.map(([field, part]) => [redactName(field), inner(part, known.get(field), field)]),
			);
		}

		if (shape?.kind === 'value' && isOfShape(value, shape)) {
			const isText = shape.type === 'name' || shape.type === 'prose';

			const isWord = shape.known !== undefined && isApiWord(String(value));

			if (!isText || isWord || (apiName.test(name) && isApiName(String(value)))) {
				return value;
			}
		}

		if (typeof value === 'string') {
			return redactText(value, name);
		}

		return typeof value === 'number' ? Math.min(value, largestKept) : value;
	};
}

function isApiName(text: string): boolean {
	return isIdentifier(text) || shortNumber.test(text);
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
		query: redact(query),
		http_status: response?.status ?? null,
		body: redact(response?.json, bodyShape(endpoint)) ?? null,
	}));
	return JSON.stringify({version, at: rfc3339(at), responses}, null, '\t');
}
