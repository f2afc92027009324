"""What a document is about: title, kind, company, report period, publication; where the text makes them certain."""

from corpus.about.names import (
    CompanyNames,
    built_in,
    companies_in,
    company_names,
    company_pattern,
    main_company,
)
from corpus.about.read import name_company, sole_year, subject_of_file, subject_of_part
from corpus.about.titles import running_title, title_of

__all__ = [
    "CompanyNames", "built_in", "companies_in", "company_names", "company_pattern", "main_company", "name_company",
    "running_title", "sole_year", "subject_of_file", "subject_of_part", "title_of",
]  # fmt: skip
