/** Matches an invisible character, or a character that changes how the text around it is displayed. */
export const invisiblePattern = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
