"""The screens of Process Approach."""
