import type {View} from '../state.ts';
import type {PaneName} from '../../features/panes/state.ts';

/** Returns the place whose keys work in addition to the keys of `everywhere`; null if there is none. */
export function paneKeys({
	focus,
	timeline,
}: Pick<View, 'focus' | 'timeline'>): Exclude<PaneName, 'detail'> | 'timeline' | null {
	if (focus === 'log' && timeline.open && timeline.inFront) {
		return 'timeline';
	}

	return focus === 'detail' ? null : focus;
}
