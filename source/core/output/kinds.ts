type KindInfo = {
	/** The first one is the default. */
	readonly extensions: readonly string[];
	/** The kind's names in the API: in output keys (`images` in `n9_images`) and in `candidate_output_manifest`. */
	readonly apiNames: readonly string[];
	/** True if files of this kind are never HTML, so that an HTML response is an error page of the host. */
	readonly isBinary: boolean;
	/** How the program shows files of this kind; null if it does not show them. */
	readonly preview: 'image' | 'text' | null;
	readonly glyph: string;
	readonly asciiGlyph: string;
	readonly name: {readonly en: string; readonly zh: string};
};

export const outputKindNames = ['image', 'video', 'audio', 'text', 'file'] as const;
export type OutputKind = (typeof outputKindNames)[number];

export const outputKinds: Readonly<Record<OutputKind, KindInfo>> = {
	image: {
		extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'tiff', 'avif', 'heic', 'exr', 'svg'],
		apiNames: ['image', 'images', 'gif', 'gifs'],
		isBinary: true,
		preview: 'image',
		glyph: '▣',
		asciiGlyph: '#',
		name: {en: 'image', zh: '图片'},
	},
	video: {
		extensions: ['mp4', 'webm', 'mov', 'mkv', 'avi', 'm4v', 'mpg', 'flv', 'wmv'],
		apiNames: ['video', 'videos'],
		isBinary: true,
		preview: null,
		glyph: '▷',
		asciiGlyph: '>',
		name: {en: 'video', zh: '视频'},
	},
	audio: {
		extensions: ['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'aac', 'wma', 'aiff'],
		apiNames: ['audio', 'audios'],
		isBinary: true,
		preview: null,
		glyph: '♪',
		asciiGlyph: '~',
		name: {en: 'audio', zh: '音频'},
	},
	text: {
		extensions: ['txt', 'md', 'srt', 'vtt'],
		apiNames: ['text', 'texts', 'string', 'strings'],
		isBinary: false,
		preview: 'text',
		glyph: '≡',
		asciiGlyph: '=',
		name: {en: 'text', zh: '文本'},
	},
	file: {
		extensions: ['zip', 'gz', '7z', 'pdf', 'json', 'csv', 'psd', 'glb', 'safetensors'],
		apiNames: ['file', 'files'],
		isBinary: false,
		preview: null,
		glyph: '□',
		asciiGlyph: '.',
		name: {en: 'file', zh: '文件'},
	},
};

export function byOutputKind<Value>(
	valueOf: (info: KindInfo) => Value,
): Readonly<Record<OutputKind, Value>> {
	const entries = outputKindNames.map(kind => [kind, valueOf(outputKinds[kind])] as const);
	return Object.fromEntries(entries) as Record<OutputKind, Value>;
}

/** Returns the kind of a file by the extension of its name, such as `a.png`; null if it is unknown. */
export function kindOfName(name: string): OutputKind | null {
	const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	return outputKindNames.find(kind => outputKinds[kind].extensions.includes(extension)) ?? null;
}

/** Returns the kind with this name in the API, in lower case; null if there is none. */
export function kindOfApiName(name: string): OutputKind | null {
	return outputKindNames.find(kind => outputKinds[kind].apiNames.includes(name)) ?? null;
}

/** Reports whether a name like `a.json` is that of a text file, though not of the kind `text`. */
export function isReadableName(name: string): boolean {
	return /\.(?:txt|md|srt|vtt|json|jsonl|csv|tsv|log|ya?ml|xml)$/i.test(name);
}

/**
 * Returns the extension, like `.png`, for a file of a kind: that of `name` if the kind may have it, else that of the
 * media type, else the default. So a host cannot make a program of a picture. A file of the kind `file` may have any
 * extension, or none.
 */
export function extensionFor(kind: OutputKind, nameExtension: string, mediaType: string): string {
	const wanted = [nameExtension.toLowerCase(), extensionOfMediaType(mediaType)];
	return (
		wanted.find(
			extension =>
				extension !== '' &&
				(kind === 'file' ||
					kindOfName(extension) === kind ||
					(kind === 'text' && isReadableName(extension))),
		) ?? (kind === 'file' ? '' : `.${outputKinds[kind].extensions[0]}`)
	);
}

/** The file extensions of media types whose subtype is not itself the extension. */
const extensions: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'image/svg+xml': 'svg',
	'video/quicktime': 'mov',
	'audio/mpeg': 'mp3',
	'audio/x-wav': 'wav',
	'audio/mp4': 'm4a',
	'text/plain': 'txt',
	'model/gltf-binary': 'glb',
};

/** How pictures begin, by their extensions. */
const signatures: Readonly<Record<string, RegExp>> = {
	png: /^\u0089PNG/,
	jpg: /^\u00FF\u00D8\u00FF/,
	gif: /^GIF8/,
	webp: /^RIFF.{4}WEBP/s,
};

/** Returns the media type in a `Content-Type` header, without parameters. If the host does not know it, the first bytes tell it. */
export function mediaTypeOf(header: string, start: Uint8Array): string {
	const type = header.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	const text = String.fromCharCode(...start.subarray(0, 16));
	const picture = Object.keys(signatures).find(name => signatures[name]?.test(text));
	return ['', 'application/octet-stream'].includes(type) && picture !== undefined
		? `image/${picture}`
		: type;
}

/** Returns the kind of files of a media type, such as `image/png`; null if it is unknown. */
export function kindOfMediaType(type: string): OutputKind | null {
	return kindOfApiName(type.replace(/\/.*$/, '')) ?? kindOfName(extensionOfMediaType(type));
}

/** Returns the file extension for a media type, like `.png`; an empty string if the extension is unknown. */
function extensionOfMediaType(type: string): string {
	const extension = extensions[type] ?? type.slice(type.indexOf('/') + 1);
	return kindOfName(`.${extension}`) === null ? '' : `.${extension}`;
}
