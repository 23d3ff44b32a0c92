import * as v from 'valibot';
import type {OutputKind} from '../../core/output/kinds.ts';
import type {Workflow} from '../../core/workflow.ts';
import {typeKind} from '../output-kind.ts';
import {field, isRecord, readProse} from './readers.ts';

const workflowData = v.object({
	title: field(readProse),
	candidate_output_manifest: v.fallback(v.pipe(v.unknown(), v.transform(readManifest)), new Map()),
});

/** Reads `data` of `GET /workflow/market/info`: `title` and `candidate_output_manifest`. Invalid values are null or skipped. */
export function readWorkflowInfo(data: unknown): Workflow {
	const {title, candidate_output_manifest: outputKinds} = v.parse(workflowData, data);
	return {title, outputKinds};
}

function readManifest(value: unknown): ReadonlyMap<string, OutputKind> {
	const kinds = new Map<string, OutputKind>();

	for (const item of Array.isArray(value) ? (value as readonly unknown[]) : []) {
		if (isRecord(item) && typeof item['key'] === 'string' && typeof item['type'] === 'string') {
			const kind = typeKind(item['type']);

			if (kind !== null) {
				kinds.set(item['key'], kind);
			}
		}
	}

	return kinds;
}
