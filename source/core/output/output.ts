import {cleanName, type ForeignText, type SafeText} from '../text/sanitize.ts';
import {outputKinds, type OutputKind} from './kinds.ts';

/** An output of a run: one leaf value of `outputs` in an execution response. Or a picture among the inputs. */
export type Output = {
	/** The key in the response, like `n9_images`, or a path into an array or object, like `n9_images.0`. */
	readonly key: ForeignText;
	readonly kind: OutputKind;
	/** The name of the file in the response, of the asset, or in the address; null without a name, and for text. */
	readonly name: ForeignText | null;
	/** The text itself, the address of the file, or `asset://…`. */
	readonly value: ForeignText;
	/** The http or https address of the file, or the data URL of an input; null for text, and until the service says it. */
	readonly address: URL | null;
	/** The id of the asset that the output is; null for any other. */
	readonly assetId: string | null;
};

/** Returns what an output is called: the name of its file, or else the key with the extension of its kind (`n9_images.png`). */
export function outputName(output: Output): SafeText {
	const {name, key, kind} = output;
	const [extension = ''] = kind === 'file' || !isFile(output) ? [] : outputKinds[kind].extensions;
	return name === null && extension !== ''
		? cleanName(`${key.safe}.${extension}`)
		: (name ?? key).safe;
}

/** Whether an output is a file, and not a text in the response. */
export function isFile({address, assetId}: Output): boolean {
	return address !== null || assetId !== null;
}

/** Why an output cannot be saved or shown. */
export type OutputProblem =
	/** The host responded with status 401, 403, 404 or 410, typically because the address (a signed link) has expired. */
	| {readonly kind: 'gone'; readonly status: number}
	/** The service gives no link to the file, typically because the asset has expired. */
	| {readonly kind: 'no-link'}
	| {readonly kind: 'http'; readonly status: number}
	/** `code`: like `ECONNREFUSED`. `proxy`: the address of the proxy that failed; null without one. */
	| {readonly kind: 'network'; readonly code: SafeText; readonly proxy: SafeText | null}
	/** `code`: an error code of the file system, like `ENOSPC`. */
	| {readonly kind: 'disk'; readonly code: SafeText}
	/** The file is larger than `maxBytes`. */
	| {readonly kind: 'too-large'; readonly maxBytes: number}
	| {readonly kind: 'too-many-pixels'; readonly width: number; readonly height: number}
	/** A picture of a format that is not drawn, like `TIFF`. */
	| {readonly kind: 'other-format'; readonly format: string}
	/**
	 * `refused`: the address, or one to which it redirects, is unsafe, like http on another machine. `local`: the
	 * address is on this machine, but the service is not. `incomplete`: no attempt got the whole file. `slow`: less than
	 * 1 kB a second. `other-kind`: a web page or a document instead of media. `unreadable`: damaged, or not a picture.
	 */
	| {
			readonly kind:
				| 'refused'
				| 'local'
				| 'incomplete'
				| 'slow'
				| 'other-kind'
				| 'empty'
				| 'unreadable'
				| 'watch-ended';
	  };
