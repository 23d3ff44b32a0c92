import {kindOfMediaType, type OutputKind} from '../../../core/output/kinds.ts';

/** The kind of a file by its `Content-Type`; null if unknown. */
export function contentKind(type: string): OutputKind | null {
	return kindOfMediaType(typeName(type));
}

/** The type without its parameters, in lower case. */
export function typeName(type: string): string {
	return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The `charset` of a type; null without one. */
export function charsetOf(type: string): string | null {
	return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1] ?? null;
}
