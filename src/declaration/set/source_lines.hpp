#pragma once

#include <vector>

#include "core/text/diagnostic.hpp"
#include "core/text/file_source.hpp"

namespace mfp::declaration {

/// Gives problems that were found without their files the lines that they are about. The files are read again;
/// `sorted` by place, so that one pass does it.
void add_source_lines(std::vector<core::Diagnostic>& sorted, const core::FileSource& source);

}  // namespace mfp::declaration
