type KindInfo = {
	readonly extensions: readonly string[];
	/** The kind's names in the API: in output keys (`images` in `n9_images`) and in `candidate_output_manifest`. */
	readonly apiNames: readonly string[];
	/** Matches the media types of this kind; null if no type implies the kind. The first kind that matches wins. */
	readonly mediaType: RegExp | null;
	/** True if files of this kind are never HTML, so that an HTML response is an error page of the host. */
	readonly isBinary: boolean;
	/** How files of this kind are shown; null if they are not. */
	readonly preview: 'image' | 'text' | null;
	readonly glyph: string;
	readonly asciiGlyph: string;
	readonly name: {readonly en: string; readonly zh: string};
};

export const outputKinds = {
	image: {
		extensions: [
			'png',
			'jpg',
			'jpeg',
			'jfif',
			'webp',
			'gif',
			'apng',
			'bmp',
			'tif',
			'tiff',
			'avif',
			'heic',
			'jxl',
			'exr',
			'tga',
			'svg',
		],
		apiNames: ['image', 'images', 'gif', 'gifs'],
		mediaType: /^image\//,
		isBinary: true,
		preview: 'image',
		glyph: '▣',
		asciiGlyph: '#',
		name: {en: 'image', zh: '图片'},
	},
	video: {
		extensions: ['mp4', 'webm', 'mov', 'mkv', 'avi', 'm4v', 'mpg', 'mpeg', 'flv', 'wmv', 'ogv'],
		apiNames: ['video', 'videos'],
		mediaType: /^video\//,
		isBinary: true,
		preview: null,
		glyph: '▷',
		asciiGlyph: '>',
		name: {en: 'video', zh: '视频'},
	},
	audio: {
		extensions: ['mp3', 'wav', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'aac', 'wma', 'aiff'],
		apiNames: ['audio', 'audios'],
		mediaType: /^audio\/|^application\/ogg$/,
		isBinary: true,
		preview: null,
		glyph: '♪',
		asciiGlyph: '~',
		name: {en: 'audio', zh: '音频'},
	},
	text: {
		extensions: ['txt', 'md', 'srt', 'vtt'],
		apiNames: ['text', 'texts', 'string', 'strings'],
		mediaType: /^text\/|[/+](?:json|xml|yaml|x-subrip|x-ndjson)$/,
		isBinary: false,
		preview: 'text',
		glyph: '≡',
		asciiGlyph: '=',
		name: {en: 'text', zh: '文本'},
	},
	file: {
		extensions: [
			'zip',
			'tar',
			'gz',
			'7z',
			'pdf',
			'json',
			'csv',
			'psd',
			'glb',
			'obj',
			'safetensors',
		],
		apiNames: ['file', 'files'],
		mediaType: null,
		isBinary: false,
		preview: null,
		glyph: '□',
		asciiGlyph: '.',
		name: {en: 'file', zh: '文件'},
	},
} as const satisfies Readonly<Record<string, KindInfo>>;

export type OutputKind = keyof typeof outputKinds;

export const outputKindNames = Object.keys(outputKinds) as readonly OutputKind[];

const kindInfos: Readonly<Record<OutputKind, KindInfo>> = outputKinds;

export function byOutputKind<Value>(
	valueOf: (info: KindInfo) => Value,
): Readonly<Record<OutputKind, Value>> {
	const entries = outputKindNames.map(kind => [kind, valueOf(kindInfos[kind])] as const);
	return Object.fromEntries(entries) as Record<OutputKind, Value>;
}

export function kindOfName(name: string): OutputKind | null {
	const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
	return extension === undefined
		? null
		: (outputKindNames.find(kind => kindInfos[kind].extensions.includes(extension)) ?? null);
}

/** The name must be in lower case. */
export function kindOfApiName(name: string): OutputKind | null {
	return outputKindNames.find(kind => kindInfos[kind].apiNames.includes(name)) ?? null;
}

/** The media type must be in lower case and without parameters. */
export function kindOfMediaType(type: string): OutputKind | null {
	return outputKindNames.find(kind => kindInfos[kind].mediaType?.test(type)) ?? null;
}

/**
 * Returns the extension, like `.png`, for a file of a kind: the first of `wanted` that the kind has, or else its usual
 * one. A file of the kind `file` may have any extension, or none.
 */
export function extensionFor(kind: OutputKind, wanted: readonly string[]): string {
	const {extensions: own} = kindInfos[kind];
	return (
		wanted.find(extension => isExtensionOf(kind, extension)) ??
		(kind === 'file' ? '' : `.${own[0]}`)
	);
}

export function isExtensionOf(kind: OutputKind, extension: string): boolean {
	return (
		(kind === 'file' && extension !== '') ||
		kindInfos[kind].extensions.includes(extension.slice(1).toLowerCase()) ||
		(kind === 'text' && isReadableName(extension))
	);
}

const readable = /\.(?:txt|md|srt|vtt|json|jsonl|ndjson|csv|tsv|log|ya?ml|xml)$/i;

export function isReadableName(name: string): boolean {
	return readable.test(name);
}

/** The file extensions of media types whose subtype is not itself the extension. */
const extensions: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'image/svg+xml': 'svg',
	'video/quicktime': 'mov',
	'video/x-matroska': 'mkv',
	'audio/mpeg': 'mp3',
	'audio/x-wav': 'wav',
	'audio/mp4': 'm4a',
	'text/plain': 'txt',
	'model/gltf-binary': 'glb',
};

/** Returns the file extension for a media type, like `.png`; an empty string if the extension is unknown. */
export function extensionOfMediaType(type: string): string {
	const extension = extensions[type] ?? type.slice(type.indexOf('/') + 1);
	return kindOfName(`.${extension}`) === null ? '' : `.${extension}`;
}
