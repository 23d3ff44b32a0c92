import type {RequestStatistics} from '../../../source/core/service-state.ts';
import {span} from '../../../source/ui/line.ts';
import {fieldLines} from '../../../source/ui/widgets/fields.ts';
import type {TextOverlay} from '../../../source/ui/widgets/Overlay.tsx';

/** An overlay of text needs no React: `features/views.ts` has `requests: textOverlayView<'requests'>(requestsText)`. */
export const requestsText: TextOverlay<RequestStatistics> = {
	title: (_, {requests}) => requests.title,
	lines({sent, refused}, {appearance: {messages}}) {
		const {requests: words, numbers} = messages;
		return fieldLines([
			{label: words.sent, rows: [[span(numbers.count(sent))]]},
			{label: words.refused, rows: [[span(numbers.count(refused))]]},
		]);
	},
};
