import * as fc from 'fast-check';
import {profileParts, type RunProfile} from '../../../source/core/forecast/run-profile.ts';

/** Makes the profiles of earlier runs of these lengths, by default with steady progress. */
export function profilesOf(
	seconds: readonly number[],
	curve: RunProfile['curve'] = null,
): readonly RunProfile[] {
	return seconds.map(length => ({seconds: length, curve, longestIdleSec: null}));
}

export const anyCurve = fc
	.array(fc.integer({min: 0, max: 100}), {
		minLength: profileParts - 1,
		maxLength: profileParts - 1,
	})
	.map(knots => knots.toSorted((a, b) => a - b));
