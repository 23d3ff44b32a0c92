import {kindOfMediaType, type OutputKind} from '../../../core/output/kinds.ts';

/** Returns null if unknown. */
export function contentKind(type: string): OutputKind | null {
	return kindOfMediaType(typeName(type));
}

/** Returns the type in lower case, without parameters. */
export function typeName(type: string): string {
	return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

export function charsetOf(type: string): string | null {
	return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1] ?? null;
}
