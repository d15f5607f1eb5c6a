#pragma once

#include <memory>
#include <string>

#include "core/routing/route.hpp"

namespace mfp::test {

/// A route that passes messages on as they are.
inline core::RoutePtr route(const std::string& source, const std::string& target,
                            core::RetainPolicy retain = core::RetainPolicy::never) {
  return std::make_shared<const core::Route>(core::Route{source + " -> " + target,
                                                         *core::TopicFilter::parse(source),
                                                         *core::TopicName::parse(target),
                                                         {},
                                                         retain,
                                                         nullptr,
                                                         core::ValueType::any});
}

}  // namespace mfp::test
