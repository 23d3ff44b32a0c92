import type {Duration} from '../../core/time/clock.ts';
import type {Feature} from '../../store/feature.ts';
import {withNotice, withView} from '../../store/with-view.ts';

/** How long a notice is shown: enough to read a sentence twice. */
const noticeMs: Duration = 6000;

export const notices = {
	actions: {
		noticeShown: (state, {notice, at}) => withNotice(state, notice, at),
		ticked(state, {at}) {
			const {notice} = state.view;
			const isOver = notice !== null && at - notice.at >= noticeMs;
			return isOver ? withView(state, {notice: null}) : state;
		},
	},
} satisfies Feature;
