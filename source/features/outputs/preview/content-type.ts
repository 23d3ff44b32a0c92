import type {OutputKind} from '../../../core/output/output.ts';

/** What a file of a type is for who looks at it; null where the type says no more than that it has bytes. */
export function contentKind(type: string): OutputKind | null {
	const name = typeName(type);
	const [main = ''] = name.split('/');

	if (main === 'image' || main === 'video' || main === 'audio') {
		return main;
	}

	if (main === 'text' || /[/+](?:json|xml|yaml|x-subrip|x-ndjson)$/.test(name)) {
		return 'text';
	}

	return name === 'application/ogg' ? 'audio' : null;
}

/** The type without its parameters, in small letters. */
export function typeName(type: string): string {
	return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The `charset` of a type; null where it names none. */
export function charsetOf(type: string): string | null {
	return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1] ?? null;
}
