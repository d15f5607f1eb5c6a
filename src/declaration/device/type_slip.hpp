#pragma once

#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Warns of a `type` that is nearly one that is known here. MsgFlo takes any, so it may be somebody's own.
void warn_of_type_slip(const Reading& reading, const Entry& type, const Subject& subject);

}  // namespace mfp::declaration
