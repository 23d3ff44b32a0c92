import {constants} from 'node:fs';

/** Windows has no `O_NOFOLLOW`. There, `O_EXCL` suffices for a new file. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/** Opening fails if the path exists, even as a symbolic link. */
export const newFileFlags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | noFollow;

export const existingFileFlags = constants.O_RDWR | noFollow;
