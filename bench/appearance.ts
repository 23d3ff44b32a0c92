import {messagesFor} from '../source/i18n/index.ts';
import {createAppearance} from '../source/ui/theme/appearance.ts';

/** The appearance of frames that are drawn without a terminal. */
export const appearance = createAppearance({
	messages: messagesFor('en'),
	theme: 'terminal',
	colour: true,
	ascii: false,
	hyperlinks: false,
	timeZone: 'Asia/Shanghai',
});
