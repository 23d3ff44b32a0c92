import {PassThrough, type Readable, type Writable} from 'node:stream';
import {ErrorCode, JSONRPCMessageSchema} from '@modelcontextprotocol/sdk/types.js';

/** The SDK ends the connection after 10 MiB without the end of a message. */
const maxBytes = 10_000_000;
const newline = 0x0a;

/** Passes the messages of the client on to the SDK, and answers what is none with an error, because the SDK ignores it. */
export function filterMessages(input: Readable, output: Writable): Readable {
	const messages = new PassThrough();
	let parts: Buffer[] = [];
	let size = 0;

	function take(part: Buffer): void {
		size += part.length;
		// Of a message that is too long, nothing is kept.
		parts = size > maxBytes ? [] : [...parts, part];
	}

	function endMessage(): void {
		const line = Buffer.concat(parts).toString();
		const refusal = size > maxBytes ? refuse('The message is longer than 10 MB.') : check(line);

		if (refusal === null) {
			messages.write(`${line}\n`);
		} else {
			output.write(`${JSON.stringify(refusal)}\n`);
		}

		parts = [];
		size = 0;
	}

	input.on('data', (chunk: Buffer) => {
		let start = 0;

		for (let end; (end = chunk.indexOf(newline, start)) !== -1; start = end + 1) {
			take(chunk.subarray(start, end));
			endMessage();
		}

		take(chunk.subarray(start));
	});
	return messages;
}

/** Returns the error for a line that is no message of JSON-RPC; null if it is one. */
function check(line: string): object | null {
	let value: unknown;

	try {
		value = JSON.parse(line);
	} catch {
		return refuse('The line is not valid JSON.', ErrorCode.ParseError);
	}

	if (JSONRPCMessageSchema.safeParse(value).success) {
		return null;
	}

	const {id} = Object(value) as {readonly id?: unknown};
	const isId = typeof id === 'string' || Number.isSafeInteger(id);
	return refuse(
		'This is not a message of JSON-RPC 2.0.',
		ErrorCode.InvalidRequest,
		isId ? id : null,
	);
}

function refuse(message: string, code = ErrorCode.InvalidRequest, id: unknown = null): object {
	return {jsonrpc: '2.0', id, error: {code, message}};
}
