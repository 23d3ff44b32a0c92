import {Text} from 'ink';
import type {ReactNode} from 'react';
import {useAppearance} from '../appearance-context.ts';
import type {StyleName} from '../theme/theme.ts';

/** Text in a style of the theme, for use inside a `Row`. */
export function Styled({as, children}: {readonly as: StyleName; readonly children: ReactNode}) {
	return <Text {...useAppearance().theme[as]}>{children}</Text>;
}
