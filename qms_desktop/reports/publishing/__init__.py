"""What people without the program may read: effective documents, the policy, the approved suppliers, in a folder.

`contents` says what belongs into it, `sheets` makes the PDFs, `index` the page that leads to them, and `folder` puts
them there. The folder may lie on a share that others use too, so a list of our own files with their hashes lies beside
them, and only what stands in that list unchanged is ever replaced or removed.

Decision: file names carry no revision, so that a bookmark at a machine always opens the version that is in effect.
Rejected: names with the revision (every bookmark would break at each release), and a folder wiped before each
publishing (it would take along what others have put there).
"""
