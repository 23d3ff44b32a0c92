import type {OutputKind} from '../core/output/output.ts';

const endings: ReadonlyMap<string, OutputKind> = byWord({
	image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'tif', 'tiff', 'avif', 'heic', 'svg'],
	video: ['mp4', 'webm', 'mov', 'mkv', 'avi', 'm4v', 'mpg', 'mpeg', 'flv', 'wmv'],
	audio: ['mp3', 'wav', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'aac', 'wma', 'aiff'],
	text: ['txt', 'md', 'srt', 'vtt'],
	file: ['zip', 'tar', 'gz', '7z', 'pdf', 'json', 'csv', 'psd', 'glb', 'obj', 'safetensors'],
});

const words: ReadonlyMap<string, OutputKind> = byWord({
	image: ['image', 'images', 'gif', 'gifs'],
	video: ['video', 'videos'],
	audio: ['audio', 'audios'],
	text: ['text', 'texts', 'string', 'strings'],
	file: ['file', 'files'],
});

/**
 * What an output is: by the ending of its address or of its name, else by the slot in its key (`n9_images` is node 9, slot
 * images). Null where neither says so: then it is text where it has no address, and a file where it has one.
 */
export function outputKind(
	key: string,
	address: URL | null,
	name: string | null = null,
): OutputKind | null {
	return endingKind(address) ?? nameKind(address === null ? null : name) ?? slotKind(key);
}

/** What a `type` of `candidate_output_manifest` means; null for a type that is not known. */
export function typeKind(type: string): OutputKind | null {
	return words.get(type.trim().toLowerCase()) ?? null;
}

function endingKind(address: URL | null): OutputKind | null {
	if (address === null) {
		return null;
	}

	// The engine's own addresses name the file in the query: `/view?filename=a.png`.
	return (
		[address.pathname, address.searchParams.get('filename')]
			.map(name => nameKind(name))
			.find(kind => kind !== null) ?? null
	);
}

function nameKind(name: string | null): OutputKind | null {
	const ending = /\.(\w+)$/.exec(name ?? '')?.[1]?.toLowerCase();
	return ending === undefined ? null : (endings.get(ending) ?? null);
}

/** The last word of the key that names a kind: in `n9_images.0.url` it is `images`. */
function slotKind(key: string): OutputKind | null {
	const named = key
		.toLowerCase()
		.split(/[^a-z]+/)
		.findLast(word => words.has(word));
	return named === undefined ? null : (words.get(named) ?? null);
}

function byWord(
	table: Readonly<Record<OutputKind, readonly string[]>>,
): ReadonlyMap<string, OutputKind> {
	return new Map(
		(Object.keys(table) as OutputKind[]).flatMap(kind =>
			table[kind].map(word => [word, kind] as const),
		),
	);
}
