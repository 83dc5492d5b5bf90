/** How the bytes of a file can be checked: the SHA-256 of its content, or Git's name of it (SHA-1 over a header and the content). */
export interface Checksum {
  readonly algorithm: 'sha256' | 'git-sha1';
  readonly hex: string;
}

/** A file of a model repository, as its endpoint lists it. */
export interface RemoteFile {
  /** Path in the repository, with slashes. Comes from the server: it names nothing on this machine until `modelVariants` accepts it. */
  readonly path: string;
  readonly bytes: number;
  /** Null where the list names none. */
  readonly checksum: Checksum | null;
}

/** A model repository at one commit. */
export interface RemoteModel {
  /** `owner/name`, or `name` alone for the oldest repositories. */
  readonly name: string;
  /** The commit that the list of files was taken from, so that no file comes from another; the revision asked for where the endpoint names none. */
  readonly revision: string;
  readonly files: readonly RemoteFile[];
}
