"""Mutation testing of checks: would the check notice, if the answer were wrong in one small thing?"""
